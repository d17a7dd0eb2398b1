"""
The national verdict beside the local one, complaints, and why the two verdicts differ: section 3.

Asked of a folded dossier, and day by day: what it is at the end of each day is looked at, nothing
is derived.
"""
from collections import namedtuple

from moments import DAY, day_of, end_of

# Waiting for them does not count against the office.
FOR_OTHERS = ("citizen", "payment")

Segment = namedtuple("Segment", "start end reason")
Late = namedtuple("Late", "day cause")


def segments_of(waits):
    """Each wait, split by its reasons; the last one may have no end yet."""
    segments = []
    for wait in waits:
        ends = [moment for moment, _ in wait.reasons[1:]] + [wait.end]
        segments += [Segment(start, end, reason)
                     for (start, reason), end in zip(wait.reasons, ends)]
    return segments


def waited_until(dossier, moment):
    """The clock time waited for citizen or payment from receipt up to the moment."""
    total = 0
    for start, end, reason in dossier.segments:
        if reason in FOR_OTHERS and start < moment:
            total += (moment if end is None else min(end, moment)) - start
    return total


def is_late_at(dossier, moment):
    """The day of the moment, less the time waited, against the day of the due then in force."""
    return day_of(moment - waited_until(dossier, moment)) > dossier.due_at(moment).day


def end_for_the_nation(dossier):
    """E; while there is none and the last status is 8, when the last run of 8s began."""
    return dossier.stopped_at if dossier.ended_at is None else dossier.ended_at


def last_day_to_look_at(dossier):
    """From here on, an open dossier that is not late will not become so any more."""
    days = [day_of(dossier.received_at)]
    days += [day_of(statement.time) for statement in dossier.dues]
    days += [statement.due.day for statement in dossier.dues]
    days += [day_of(start if end is None else end) for start, end, _ in dossier.segments]
    # After the last change the time waited stands still, or grows as fast as the clock.
    return max(days) + waited_until(dossier, end_of(max(days))) // DAY + 2


def day_late_by_stated_due(dossier):
    """The first day at whose end, or at the end itself, it is late."""
    end = end_for_the_nation(dossier)
    last = last_day_to_look_at(dossier) if end is None else day_of(end)
    for day in range(day_of(dossier.received_at), last + 1):
        if is_late_at(dossier, end_of(day) if end is None else min(end_of(day), end)):
            return day
    return None


def find_late(dossier, second_request):
    """The first day late and what began it, or None. Once late it stays so."""
    found = []
    is_open = dossier.ended_at is None
    if len(dossier.rounds) > 1 and (second_request == "always" or is_open):
        found.append((day_of(dossier.rounds[1]), 0, "second_supplement"))
    if dossier.dues:
        day = day_late_by_stated_due(dossier)
        if day is not None:
            found.append((day, 1, "due"))
    elif dossier.lawful and dossier.lawful.late_from:
        found.append((dossier.lawful.late_from.day, 1, "lawful_due"))
    if not found:
        return None
    day, _, cause = min(found)
    return Late(day, cause)


def bad_day(dossier):
    """The first day late or complained about, not before R and not after E; or None."""
    days = [dossier.late.day] if dossier.late else []
    if dossier.complained_on is not None:
        days.append(dossier.complained_on)
    if not days:
        return None
    day = max(min(days), day_of(dossier.received_at))
    return day if dossier.ended_at is None else min(day, day_of(dossier.ended_at))


# Why the verdicts differ.

def closed_difference(dossier):
    """The mark of an ended dossier on which the two verdicts differ, or None."""
    if dossier.verdict == "late":
        return None if dossier.late else "late_here_waiting"
    if not dossier.late:
        return None
    if dossier.verdict == "withdrawn":
        return "on_time_here_withdrawn"
    if dossier.late.cause == "second_supplement":
        return "on_time_here_second_supplement"
    return "on_time_here_due_changed" if dossier.dues else "on_time_here_due_missing"


def waits_for_at_end_of(dossier, day):
    """The reason of the wait that lasts at the end of the day, or None."""
    moment = end_of(day)
    for start, end, reason in dossier.segments:
        if start <= moment and (end is None or end > moment):
            return reason
    return None


def open_reason(dossier, day):
    """Why it is late for the nation alone at the end of this day."""
    if dossier.late.cause == "second_supplement":
        return "second_supplement"
    if not dossier.dues:
        return "due_missing"
    reason = waits_for_at_end_of(dossier, day)
    if reason in FOR_OTHERS:
        return "waiting"
    return reason or "due_changed"


def open_differences(dossier, overdue_runs):
    """(first day, first day after or None, mark without _in or _out) of each run of days at whose
    end the dossier is open and the verdicts differ for one reason."""
    received = day_of(dossier.received_at)
    ended = None if dossier.ended_at is None else day_of(dossier.ended_at)

    def differs(day):
        if day == ended:
            return None
        here = any(first <= day and (after is None or day < after)
                   for first, after in overdue_runs)
        there = dossier.late is not None and dossier.late.day <= day
        if here == there:
            return None
        return "late_here_waiting" if here else "on_time_here_" + open_reason(dossier, day)

    # Between two of these days nothing changes.
    days = {received} | {day for run in overdue_runs for day in run if day is not None}
    days |= {day_of(moment) for start, end, _ in dossier.segments for moment in (start, end)
             if moment is not None and day_of(moment) > received}
    if dossier.late:
        days.add(dossier.late.day)
    if ended is not None:
        days = {day for day in days if day < ended} | {ended}
    runs = []
    before = None
    for day in sorted(days):
        now = differs(day)
        if now == before:
            continue
        if before:
            runs[-1][1] = day
        if now:
            runs.append([day, None, "open_" + now])
        before = now
    return [tuple(run) for run in runs]
