#!/usr/bin/env python3
"""
The oracle: what the figures of some facts must be.

  oracle.py report FORM --from DAY --to DAY [--unit U] [--rows units|fields]
                        [--source NAME=TOPUNIT]… [--skip NAME]… FILE…
  oracle.py contributions [--whole] FILE…  one line for each dossier
  oracle.py day-counts [--whole] FILE…     one for each (key, day, measure) whose sum is not zero
  oracle.py state FILE…                    one for each dossier: lawful due, national verdict

FILE holds canonical JSON lines; - is the standard input. A line may have `recorded_at`, as intake
adds it. --whole: the contributions of the national verdict, votes, messages and flags too.
"""
import argparse
import json
import signal
import sys
from collections import Counter

import domain
import national
import working_time


def read(files, rules=None):
    def lines():
        for name in files:
            if name == "-":
                yield from sys.stdin.buffer
            else:
                with open(name, "rb") as file:
                    yield from file
    return domain.Book(lines(), rules)


def one_line(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def describe(dossier, whole=False):
    posted = domain.sorted_postings(domain.contributions(dossier, whole))
    return {"source": dossier.source, "subject": dossier.subject, "unit": dossier.unit,
            "procedure": dossier.procedure, "channel": dossier.channel,
            "state": dossier.state(), "flags": sorted(dossier.flags),
            "posted": [[domain.day_text(day), measure, n] for day, measure, n in posted]}


def describe_verdict(dossier):
    """The lawful due as (day, minute of the day), the first working minute after it that counts,
    the national verdict, and where the local one differs.

    An ended dossier differs from its end on; an open one in runs [first day, first day after or
    null, why]."""
    def text(day):
        return None if day is None else domain.day_text(day)
    def minute(value):
        return None if value is None else [domain.day_text(value.day), value.minute]
    lawful, late, closed, runs = dossier.lawful, dossier.late, None, []
    if dossier.counted:
        runs = national.open_differences(dossier, domain.overdue_runs(dossier))
        closed = national.closed_difference(dossier)
    return {"source": dossier.source, "subject": dossier.subject,
            "lawful_due": minute(lawful and lawful.due),
            "lawful_late_from": minute(lawful and lawful.late_from),
            "late_day": text(late and late.day), "late_cause": late and late.cause,
            "difference": closed if dossier.ended_at is not None else None,
            "open_differences": [[text(first), text(after), why] for first, after, why in runs]}


def day_counts(dossiers, whole=False):
    sums = Counter()
    for dossier in dossiers:
        key = domain.contribution_key(dossier)
        for (day, measure), n in domain.contributions(dossier, whole).items():
            sums[key, day, measure] += n
    def place(item):
        (key, day, measure), _ = item
        return [part or "" for part in key], day, domain.NUMBER[measure]
    for ((unit, procedure, channel, system), day, measure), n in sorted(sums.items(), key=place):
        yield {"unit": unit, "procedure": procedure, "channel": channel, "system": system,
               "day": domain.day_text(day), "measure": measure, "n": n}


def main():
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    parser = argparse.ArgumentParser(description="What the figures of some facts must be.")
    commands = parser.add_subparsers(dest="command", required=True)
    report = commands.add_parser("report")
    report.add_argument("form", choices=("agency-table", "II.06a", "payments"))
    report.add_argument("--from", dest="first", required=True, type=domain.read_date)
    report.add_argument("--to", dest="last", required=True, type=domain.read_date)
    report.add_argument("--unit", help="default: the only root")
    report.add_argument("--rows", choices=("units", "fields"),
                        help="default: fields for II.06a, units for the others")
    report.add_argument("--source", action="append", default=[], metavar="NAME=TOPUNIT",
                        help="where the unmapped dossiers of a source hang (default: the only root)")
    report.add_argument("--skip", action="append", default=[], metavar="NAME",
                        help="a source that the form does not count (the national portal)")
    report.add_argument("--population-from", type=domain.read_date,
                        help="first day of the duty to use the population database")
    lists = [commands.add_parser(name) for name in ("contributions", "day-counts")]
    for command in lists:
        command.add_argument("--whole", action="store_true")
    for command in (report, *lists, commands.add_parser("state")):
        command.add_argument("--holidays", default=working_time.HOLIDAYS, metavar="CSV",
                             help="days off and make-up days")
        command.add_argument("--second-request", choices=("always", "while_open"),
                             default="always", help="when a second supplement round makes late")
        command.add_argument("files", nargs="+", metavar="FILE")
    options = parser.parse_args()

    book = read(options.files, domain.Rules(working_time.read_holidays(options.holidays),
                                            options.second_request))
    dossiers = book.fold()
    if options.command == "contributions":
        lines = (describe(dossier, options.whole) for dossier in dossiers)
    elif options.command == "day-counts":
        lines = day_counts(dossiers, options.whole)
    elif options.command == "state":
        lines = map(describe_verdict, dossiers)
    else:
        import tables
        lines = [tables.report(
            options.form, [d for d in dossiers if d.source not in options.skip], book.catalogue,
            options.first, options.last, options.unit, options.rows,
            dict(pair.split("=", 1) for pair in options.source), options.population_from)]
    for line in lines:
        print(one_line(line))
    print(f"{len(book.facts)} facts, {len(dossiers)} dossiers, {len(book.duplicates)} duplicates, "
          f"{len(book.conflicts)} conflicts, {len(book.rejections)} rejected", file=sys.stderr)


if __name__ == "__main__":
    main()
