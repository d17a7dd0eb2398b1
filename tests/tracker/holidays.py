#!/usr/bin/env python3
"""
Is the file of holidays consistent in itself?

  holidays.py HOLIDAYS.csv

Each rule of services/tracker/calendar/README.md is a function that yields what is wrong. Each is
also given the file spoiled in a way that it must see.
"""
import copy
import csv
import datetime
import sys

COLUMNS = ["date", "weekday", "kind", "name_vi", "name_en", "is_day_off", "on_weekend",
           "paired_date", "source", "confidence"]
YEARS = range(2020, 2028)
DAY = datetime.timedelta(days=1)


def day(text):
    return datetime.date.fromisoformat(text)


def by_date(rows):
    return {row["date"]: row for row in rows}


def orderly(rows):
    """Rising by date, no day twice, every year there, every cell that must be filled filled."""
    for before, row in zip(rows, rows[1:]):
        if row["date"] <= before["date"]:
            yield f"{row['date']} does not come after {before['date']}"
    missing = set(YEARS) - {day(row["date"]).year for row in rows}
    if missing:
        yield f"years without a row: {missing}"
    for row in rows:
        for column in COLUMNS:
            if not row[column] and column != "paired_date":
                yield f"{row['date']}: {column} is empty"


def in_known_words(rows):
    words = {"kind": ("holiday", "tet", "observed", "swap_off", "makeup_working"),
             "is_day_off": ("0", "1"), "on_weekend": ("0", "1"),
             "confidence": ("high", "medium", "low")}
    for row in rows:
        for column, known in words.items():
            if row[column] not in known:
                yield f"{row['date']}: {column} {row[column]!r} is not one of {known}"


def weekday_of_its_date(rows):
    for row in rows:
        if row["weekday"] != day(row["date"]).strftime("%a"):
            yield f"{row['date']} is no {row['weekday']}"
        if row["on_weekend"] != ("1" if day(row["date"]).weekday() >= 5 else "0"):
            yield f"{row['date']}: on_weekend {row['on_weekend']}"


def only_make_up_days_are_worked(rows):
    for row in rows:
        if (row["is_day_off"] == "0") != (row["kind"] == "makeup_working"):
            yield f"{row['date']}: {row['kind']} with is_day_off {row['is_day_off']}"


def pairs(rows):
    """A make-up day and the day it replaces name each other; an observed day names its holiday."""
    dates = by_date(rows)
    partner = {"makeup_working": "swap_off", "swap_off": "makeup_working", "observed": "holiday"}
    for row in rows:
        kind, other = row["kind"], dates.get(row["paired_date"])
        if kind not in partner:
            if row["paired_date"]:
                yield f"{row['date']}: a {kind} replaces nothing"
        elif other is None or other["kind"] != partner[kind]:
            yield f"{row['date']}: {kind} without its {partner[kind]}"
        elif kind != "observed" and other["paired_date"] != row["date"]:
            yield f"{row['date']}: {other['date']} is paired with {other['paired_date']}"
        if kind in partner and (row["on_weekend"] == "1") != (kind == "makeup_working"):
            yield f"{row['date']}: {kind} on a {row['weekday']}"


def weekend_holidays_are_made_good(rows):
    """Each holiday on a weekend has one observed day, the first free working days after it."""
    dates = by_date(rows)
    observed = [row for row in rows if row["kind"] == "observed"]
    for row in rows:
        if row["kind"] != "holiday" or row["on_weekend"] == "0":
            continue
        made_good = [other for other in observed if other["paired_date"] == row["date"]]
        if len(made_good) != 1 or made_good[0]["date"] <= row["date"]:
            yield f"{row['date']} has {len(made_good)} observed days after it"
            continue
        between = day(row["date"]) + DAY
        while between < day(made_good[0]["date"]):
            if between.weekday() < 5 and between.isoformat() not in dates:
                yield f"{made_good[0]['date']}: {between} before it is free"
            between += DAY
    for row in observed:
        if dates.get(row["paired_date"], row)["on_weekend"] == "0":
            yield f"{row['date']}: {row['paired_date']} is on no weekend"


def lawful_days(rows):
    """New Year, 30/4, 1/5, 2/9 and the day beside it, Hung Kings, five weekdays of Tết on end."""
    dates = by_date(rows)
    for year in YEARS:
        for named in ("01-01", "04-30", "05-01", "09-02"):
            if dates.get(f"{year}-{named}", {}).get("kind") != "holiday":
                yield f"{year}-{named} is missing"
        beside = {f"{year}-09-01", f"{year}-09-03"} & set(dates)
        if year >= 2021 and len(beside) != 1:
            yield f"{year}: not one day beside 2/9"
        if sum(row["date"][:4] == str(year) and "Hùng Vương" in row["name_vi"] and
               row["kind"] == "holiday" for row in rows) != 1:
            yield f"{year}: not one Hung Kings day"
        tet = [day(row["date"]) for row in rows
               if row["kind"] == "tet" and row["date"][:4] == str(year)]
        if sum(date.weekday() < 5 for date in tet) != 5 or tet[-1] - tet[0] != DAY * (len(tet) - 1):
            yield f"{year}: Tết is {len(tet)} days from {tet[:1]}"


RULES = [orderly, in_known_words, weekday_of_its_date, only_make_up_days_are_worked, pairs,
         weekend_holidays_are_made_good, lawful_days]

# (rule that must see it, row, cell, what it is spoiled with)
SPOILED = [
    (orderly, "2023-01-02", "date", "2023-01-01"),
    (orderly, "2023-01-02", "date", "2024-12-31"),
    (orderly, "2023-01-02", "source", ""),
    (in_known_words, "2023-01-02", "kind", "day"),
    (in_known_words, "2023-01-02", "confidence", "sure"),
    (weekday_of_its_date, "2023-01-02", "weekday", "Tue"),
    (weekday_of_its_date, "2023-01-21", "on_weekend", "0"),
    (only_make_up_days_are_worked, "2024-05-04", "is_day_off", "1"),
    (only_make_up_days_are_worked, "2023-01-23", "is_day_off", "0"),
    (pairs, "2024-05-04", "paired_date", ""),
    (pairs, "2024-04-29", "paired_date", "2025-04-26"),
    (pairs, "2024-04-30", "paired_date", "2024-04-29"),
    (pairs, "2023-01-02", "paired_date", "2023-01-03"),
    (weekend_holidays_are_made_good, "2023-05-03", "paired_date", "2023-04-29"),
    (weekend_holidays_are_made_good, "2023-01-02", "date", "2023-01-03"),
    (weekend_holidays_are_made_good, "2023-01-02", "paired_date", "2024-01-01"),
    (lawful_days, "2026-09-02", "kind", "observed"),
    (lawful_days, "2026-09-01", "date", "2026-08-30"),
    (lawful_days, "2026-04-26", "kind", "observed"),
    (lawful_days, "2026-02-18", "kind", "holiday"),
]


def spoil(rows, date, cell, value):
    rows = copy.deepcopy(rows)
    by_date(rows)[date][cell] = value
    return rows


def main():
    with open(sys.argv[1], encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        rows = list(reader)
    if reader.fieldnames != COLUMNS:
        sys.exit(f"columns {reader.fieldnames}")
    wrong = [f"{rule.__name__}: {what}" for rule in RULES for what in rule(rows)]
    for rule, date, cell, value in SPOILED:
        if not list(rule(spoil(rows, date, cell, value))):
            wrong.append(f"{rule.__name__} does not see {date} with {cell} {value!r}")
    if wrong:
        sys.exit("\n".join(wrong))
    print(f"{len(rows)} days are consistent, {len(SPOILED)} errors would be seen")


if __name__ == "__main__":
    main()
