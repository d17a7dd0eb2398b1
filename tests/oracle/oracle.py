#!/usr/bin/env python3
"""
The oracle: what the figures of some facts must be.

  oracle.py report FORM --from DAY --to DAY [--unit U] [--rows units|fields]
                        [--source NAME=TOPUNIT]… [--skip NAME]… FILE…
  oracle.py contributions FILE…    one line for each dossier
  oracle.py day-counts FILE…       one line for each (key, day, measure) whose sum is not zero

FILE holds canonical JSON lines; - is the standard input.
"""
import argparse
import json
import signal
import sys
from collections import Counter

import domain


def read(files):
    def lines():
        for name in files:
            if name == "-":
                yield from sys.stdin.buffer
            else:
                with open(name, "rb") as file:
                    yield from file
    return domain.Book(lines())


def one_line(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def describe(dossier):
    posted = domain.sorted_postings(domain.contributions(dossier))
    return {"source": dossier.source, "subject": dossier.subject, "unit": dossier.unit,
            "procedure": dossier.procedure, "channel": dossier.channel,
            "state": dossier.state(), "flags": sorted(dossier.flags),
            "posted": [[domain.day_text(day), measure, n] for day, measure, n in posted]}


def day_counts(dossiers):
    sums = Counter()
    for dossier in dossiers:
        key = domain.contribution_key(dossier)
        for (day, measure), n in domain.contributions(dossier).items():
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
    for command in (report, commands.add_parser("contributions"),
                    commands.add_parser("day-counts")):
        command.add_argument("files", nargs="+", metavar="FILE")
    options = parser.parse_args()

    book = read(options.files)
    dossiers = book.fold()
    if options.command == "contributions":
        lines = map(describe, dossiers)
    elif options.command == "day-counts":
        lines = day_counts(dossiers)
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
