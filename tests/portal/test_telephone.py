import pytest

from portal.telephone import phone_in_words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("+441164960000", "0116 496 0000"),
        ("+447700900000", "07700 900000"),
        ("+44700900000", "0700900000"),
        ("+442079460000", "020 7946 0000"),
        ("+441455230000", "01455 230000"),
        ("+441213034444", "0121 303 4444"),
        ("+441612345000", "0161 234 5000"),
        ("+442920872087", "029 2087 2087"),
        ("+442890320202", "028 9032 0202"),
        ("+441539730000", "01539 730000"),
        ("+33123456789", "+33 1 23 45 67 89"),
        ("not a number", "not a number"),
    ],
)
def test_a_stored_number_is_shown_as_the_library_groups_it(number: str, words: str) -> None:
    assert phone_in_words(number) == words
