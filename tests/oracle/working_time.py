"""
Working time and the lawful due: section 5 of the definition, day by day, without any shortcut.

Working time knows minutes only. A minute is (day, minute of the day), local; instants are cut to
it. The end of hours at 24:00 is minute 1440 of the day that ends; as a moment it is the same as
minute 0 of the next day, so everything that compares goes by `minutes_since_1970`.
"""
import calendar
import csv
import os
from collections import namedtuple
from datetime import date

from moments import MINUTE, VIET_NAM, date_of, day_from_date

MINUTES_A_DAY = 1440
WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
STANDARD_WEEK = dict.fromkeys(WEEK[:5], [["07:30", "11:30"], ["13:30", "17:00"]])
HOLIDAYS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "services",
                        "tracker", "calendar", "holidays.csv")
DAY_OFF = None

Minute = namedtuple("Minute", "day minute")


def minute_of(moment):
    return Minute(*divmod((moment + VIET_NAM) // MINUTE, MINUTES_A_DAY))


def minutes_since_1970(minute):
    return minute.day * MINUTES_A_DAY + minute.minute


def weekday_of(day):
    return WEEK[date_of(day).weekday()]


def minutes_of_clock(text):
    return 60 * int(text[:2]) + int(text[3:])


def read_holidays(path=HOLIDAYS):
    """{day: DAY_OFF, or the weekday whose hours a make-up day has}."""
    holidays = {}
    with open(path, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            day = day_from_date(date.fromisoformat(row["date"]))
            if row["is_day_off"] == "1":
                holidays[day] = DAY_OFF
            else:
                replaced = date.fromisoformat(row["paired_date"])
                holidays[day] = WEEK[replaced.weekday()]
    return holidays


class Calendar:
    """The working intervals of each day. `week_on(day)`: the hours stated, None: the standard."""

    def __init__(self, week_on, holidays):
        self.week_on = week_on
        self.holidays = holidays
        self.known = {}

    def hours(self, day):
        """[(from, to)…] in minutes of the day."""
        if day not in self.known:
            weekday = self.holidays.get(day, weekday_of(day))
            intervals = []
            if weekday is not DAY_OFF:
                intervals = (self.week_on(day) or STANDARD_WEEK).get(weekday, ())
            self.known[day] = [(minutes_of_clock(begin), minutes_of_clock(end))
                               for begin, end in intervals]
        return self.known[day]

    def is_working_day(self, day):
        return bool(self.hours(day))

    def working_day_from(self, day):
        """The first working day on or after the day."""
        while not self.is_working_day(day):
            day += 1
        return day

    def end_of_hours(self, day):
        """Of a day off: its midnight."""
        return Minute(day, self.hours(day)[-1][1] if self.hours(day) else MINUTES_A_DAY)

    def worked(self, start, end):
        """Working minutes from the minute start, up to the minute end."""
        total = 0
        for day in range(start.day, end.day + 1):
            for begin, stop in self.hours(day):
                if day == start.day:
                    begin = max(begin, start.minute)
                if day == end.day:
                    stop = min(stop, end.minute)
                total += max(0, stop - begin)
        return total

    def after(self, start, minutes):
        """The earliest moment at which so many minutes have been worked from start on."""
        if minutes == 0:
            return start
        day = start.day
        while True:
            for begin, stop in self.hours(day):
                if day == start.day:
                    begin = max(begin, start.minute)
                if stop - begin >= minutes:
                    return Minute(day, begin + minutes)
                minutes -= max(0, stop - begin)
            day += 1

    def first_worked_minute(self, start):
        """The first minute on or after start in which there is work."""
        day, end = self.after(start, 1)
        return Minute(day, end - 1)

    def effective(self, received):
        """Outside working time at a day's end or on a day off, the next working morning; before
        opening and in a break, the next beginning of the same day."""
        for begin, stop in self.hours(received.day):
            if received.minute < begin:
                return Minute(received.day, begin)
            if received.minute <= stop:
                return received
        day = self.working_day_from(received.day + 1)
        return Minute(day, self.hours(day)[0][0])


def months_later(day, months):
    """The same day of the month, clipped to its end."""
    first = date_of(day)
    years, month = divmod(first.month - 1 + months, 12)
    year, month = first.year + years, month + 1
    return day_from_date(date(year, month,
                              min(first.day, calendar.monthrange(year, month)[1])))


def limit_from(working, limit, received):
    """The due that the limit alone gives."""
    start = working.effective(received)
    n, unit = limit["n"], limit["unit"]
    if n == 0:
        return working.end_of_hours(start.day)
    if unit == "hour":
        return working.after(start, 60 * n)
    if unit == "working_day":
        day = start.day
        for _ in range(n):
            day = working.working_day_from(day + 1)
    elif unit == "day":
        day = working.working_day_from(start.day + n)
    else:
        day = working.working_day_from(months_later(start.day, n))
    return working.end_of_hours(day)


def due_minute(working, due):
    """A due that was stated: its instant, or the end of hours of its day."""
    if due.instant is not None:
        return minute_of(due.instant)
    return working.end_of_hours(due.day)


Announced = namedtuple("Announced", "minute due")
# due: as of the last moment known (of a wait that lasts: its start). late_from: the first minute of
# work after the due then in force, outside of all waits and before the end; or None.
Lawful = namedtuple("Lawful", "due late_from")


def follow(working, limit, received, waits, extensions, end):
    """The lawful due as time goes: all in minutes.

    `waits`: (start, end or None) of each time of waiting for citizen or payment, in order and
    apart. `extensions`: Announced, in order. `end`: of the dossier, or None."""
    due = limit_from(working, limit, received)
    late_from = None
    extended = False

    # Alternately free and waiting, from receipt to for ever.
    stretches = []
    free_from = received
    for start, stop in waits:
        stretches += [(free_from, start, False), (start, stop, True)]
        free_from = stop
    if free_from is not None:
        stretches.append((free_from, None, False))

    def look_for_late_minute(start, stop):
        nonlocal late_from
        minute = working.first_worked_minute(max(start, due, key=minutes_since_1970))
        before = [minutes_since_1970(m) for m in (stop, end) if m is not None]
        if late_from is None and all(minutes_since_1970(minute) < moment for moment in before):
            late_from = minute

    waiting_extensions = list(extensions)
    for start, stop, waiting in stretches:
        while waiting_extensions and (stop is None or waiting_extensions[0].minute < stop):
            said = waiting_extensions.pop(0)
            at = max(start, said.minute)
            in_force = working.after(due, working.worked(start, at)) if waiting else due
            if not waiting:
                look_for_late_minute(start, at)
            if (not extended and said.minute.day <= in_force.day
                    and minutes_since_1970(said.due) > minutes_since_1970(in_force)):
                due = said.due
                extended = True
                start = at
        if not waiting:
            look_for_late_minute(start, stop)
        elif stop is not None:
            due = working.after(due, working.worked(start, stop))
    return Lawful(due, late_from)
