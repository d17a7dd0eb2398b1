"""
Moments are whole microseconds since 1970 in UTC; days are whole days since 1970 in Viet Nam
(UTC+7).
"""
from datetime import date

SECOND = 1_000_000
MINUTE = 60 * SECOND
DAY = 86_400 * SECOND
VIET_NAM = 7 * 3_600 * SECOND
EPOCH = date(1970, 1, 1).toordinal()


def day_of(moment):
    return (moment + VIET_NAM) // DAY


def end_of(day):
    """The last microsecond of a day."""
    return (day + 1) * DAY - VIET_NAM - 1


def date_of(day):
    return date.fromordinal(day + EPOCH)


def day_from_date(day):
    return day.toordinal() - EPOCH


def day_text(day):
    return date_of(day).isoformat()


def moment_text(moment):
    seconds, micro = divmod(moment, SECOND)
    day, second = divmod(seconds, 86_400)
    clock = f"{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}"
    fraction = f".{micro:06}".rstrip("0") if micro else ""
    return f"{day_text(day)}T{clock}{fraction}Z"
