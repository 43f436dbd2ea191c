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
    """The bank would soon release the money held for the change, and no officer has decided: payments takes the
    money now.
    """


class PermitChangeUnpaidAgain(PermitChangeEvent):
    """The money for the change was lost at the bank or at GOV.UK Pay: it is due again."""


class PermitChangeApproved(PermitChangeEvent):
    """The permit is for the new vehicle or property: payments takes money that is held."""


class PermitChangeRejected(PermitChangeEvent):
    """The permit stays as it was: payments releases money that is held, and refunds money that was taken."""


class PermitChangeWithdrawn(PermitChangeEvent):
    """The holder withdrew the change before a decision."""


class PermitChangeLapsed(PermitChangeEvent):
    """The change was not paid, completed or answered in time: payments releases money that is held."""
