"""Events of changes of permits."""

from portal.events.permits import PermitEvent


class PermitChangeEvent(PermitEvent):
    """An event of a change of a permit. `payment_id`: the change's own payment; None if the change is free."""

    change_id: str


class PermitChangeInformationAsked(PermitChangeEvent):
    """An officer asked the holder a question about the change."""


class PermitChangeQuestionRepeated(PermitChangeEvent):
    """The holder has not answered an officer's question of a week ago about the change."""


class PermitChangeHoldEnding(PermitChangeEvent):
    """The bank would soon release the money held for the change, and nobody has decided: the money is to be taken
    now.
    """


class PermitChangeUnpaidAgain(PermitChangeEvent):
    """The money for the change was lost at the bank or at GOV.UK Pay: it is due again."""


class PermitChangeApproved(PermitChangeEvent):
    """The permit is for the new vehicle or property: money that is held is to be taken."""


class PermitChangeRejected(PermitChangeEvent):
    """The permit stays as it was: money that is held is to be released, money that was taken to be refunded."""


class PermitChangeWithdrawn(PermitChangeEvent):
    """The holder withdrew the change before a decision."""


class PermitChangeLapsed(PermitChangeEvent):
    """The change was not paid, completed or answered in time: money that is held is to be released."""
