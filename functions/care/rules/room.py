"""How much can still be written about a request: its item in DynamoDB holds 400 kB. Pure.

Counted in bytes of UTF-8: two thousand characters are 2 kB in English, 6 kB in Gujarati, and 8 kB at most.
"""

from care.model import CareRequest

MOST_WRITTEN = 130_000
"""How many bytes the timeline may have, to which an end can then still be added: answers take 200 kB at most
(`requests.MOST_BYTES`), an end with all its reasons and a review of it 70 kB.
"""
ONE_MESSAGE = 8_000
"""How many bytes a message of two thousand characters can have. That much is always left for an answer."""


def room_for(read: CareRequest, text: str) -> bool:
    """Whether the text can be added to the timeline, and an answer to an open question after it."""
    written = sum(len(entry.text.encode()) for entry in read.timeline if entry.text)
    return written + len(text.encode()) + ONE_MESSAGE <= MOST_WRITTEN
