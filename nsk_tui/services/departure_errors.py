"""What cannot be done with a departure now."""

from nsk_tui.services.errors import ServiceError


class DepartureExists(ServiceError):
    """The member is leaving already; the detail is who."""

    code = "departure_exists"


class NotDeparting(ServiceError):
    """No departure of the member is under way; the detail is who."""

    code = "not_departing"


class DepartureFinished(ServiceError):
    """The departure is finished; the detail is whose."""

    code = "departure_finished"


class StepByItself(ServiceError):
    """The step ticks itself from what the records show; the detail is the step."""

    code = "step_by_itself"


class StepNotPossible(ServiceError):
    """Something stands in the way of the step; the detail is the step."""

    code = "step_not_possible"


class StepsLeft(ServiceError):
    """Steps are left; the detail is how many."""

    code = "steps_left"
