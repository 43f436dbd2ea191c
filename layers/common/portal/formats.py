"""The formats in which a person may need what the council writes to them. Pure."""

from enum import StrEnum


class Format(StrEnum):
    """A format other than ordinary print. The names are those of the answers in forms and of `formats` in a profile."""

    LARGE_PRINT = "large_print"
    EASY_READ = "easy_read"
    BRAILLE = "braille"
    AUDIO = "audio"


BY_HAND = (Format.EASY_READ, Format.BRAILLE, Format.AUDIO)
"""Formats that the portal cannot make: officers do. Large print it prints itself."""
