"""Whether a call came by the rota: who had duty on a line at a moment, asked with few questions."""

from datetime import datetime

from nsk_tui.rules.consultations import Area
from nsk_tui.rules.duties import DutyRole, duty_day, effective, period_at
from nsk_tui.services.local_time import on_the_wall
from nsk_tui.services.rota_state import read_settings
from nsk_tui.store import duties, rota_lines, rota_plans
from nsk_tui.store.engine import Reading


def was_on_duty(reading: Reading, member: str, area: Area, moment: datetime) -> bool | None:
    """Return whether a member had duty or backup on a line of an area at a moment.

    None: no published plan speaks of that time, or the area has no line.
    """
    hour = read_settings(reading).handover_hour
    local = on_the_wall(moment)
    day = duty_day(local, hour)
    planned = rota_plans.published(reading, day, day)
    period = period_at(planned.periods, local, hour)
    lines = {line.id for line in rota_lines.all_lines(reading) if line.area is area}
    if period is None or not lines:
        return None
    changed = (one.duty for one in duties.between(reading, period.start, period.start))
    found = effective((*planned.duties, *changed))
    return any(
        duty.member == member
        for ref, duty in found.items()
        if ref.line in lines and ref.start == period.start and ref.role is not DutyRole.SHADOW
    )
