"""Events that the domains send each other over the bus. They hold ids only: no personal data travels in an event."""

from datetime import datetime
from typing import ClassVar, Self

from pydantic import ConfigDict

from portal.clock import Stored
from portal.ids import Randomness, ulid
from portal.shapes import Frozen


class Event(Frozen):
    """Something that happened. `event_id`: by which consumers recognise an event that comes twice. The class's name is
    the event's `detail-type`.
    """

    model_config = ConfigDict(extra="forbid")
    source: ClassVar[str]

    event_id: str
    at: Stored

    @classmethod
    def new(cls, now: datetime, randomness: Randomness, **facts: object) -> Self:
        """An event of something that has just happened, with a new id unless `facts` has one. Raises:
        pydantic.ValidationError.
        """
        return cls.model_validate({"event_id": ulid(now, randomness), "at": now, **facts})
