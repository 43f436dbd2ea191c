"""What happened to changes of permits."""

from portal.events.permits import PermitEvent


class PermitChangeEvent(PermitEvent):
    """Of a change of the permit. `payment_id`: the change's own; None for a free one."""

    change_id: str


class PermitChangeInformationAsked(PermitChangeEvent):
    """An officer asked the holder something about it."""


class PermitChangeQuestionRepeated(PermitChangeEvent):
    """The holder has not answered what an officer asked about it a week ago."""


class PermitChangeHoldEnding(PermitChangeEvent):
    """What is held for it would soon be released by the bank, and nobody has decided: it is to be taken now."""


class PermitChangeUnpaidAgain(PermitChangeEvent):
    """Its money was lost at the bank or at Pay: it is due again."""


class PermitChangeApproved(PermitChangeEvent):
    """The permit is for the new vehicle or property: what is held is to be taken."""


class PermitChangeRejected(PermitChangeEvent):
    """The permit stays as it was: what is held is to be released, what was taken to be refunded."""


class PermitChangeWithdrawn(PermitChangeEvent):
    """The holder took it back before a decision."""


class PermitChangeLapsed(PermitChangeEvent):
    """It was not paid, not complete or not answered in time: what is held is to be released."""
