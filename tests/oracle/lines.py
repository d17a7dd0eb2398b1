#!/usr/bin/env python3
"""
Which lines of the definition random weather reaches: lines.py [--seed N] [--dossiers N].

Prints the lines that nothing reached, and fails when there is one.
"""
import argparse
import dis
import inspect
import os
import sys
import types

import domain
import national
import weather
import working_time

# Each file, and where in it the part begins that weather has to reach: in domain.py from the
# identity of facts on.
PARTS = {os.path.abspath(module.__file__): first_line for module, first_line in (
    (domain, "class Book"), (national, ""), (working_time, ""))}


def all_lines(code):
    """The lines of all functions in the code, without those run once at import."""
    found = set()
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            if constant.co_flags & inspect.CO_OPTIMIZED and not constant.co_name.startswith("<"):
                found |= {line for _, line in dis.findlinestarts(constant)
                          if line and line != constant.co_firstlineno}
            found |= all_lines(constant)
    return found


def lines_reached(run):
    reached = set()

    def trace_lines(frame, event, _):
        reached.add((frame.f_code.co_filename, frame.f_lineno))
        return trace_lines

    def trace_calls(frame, event, _):
        return trace_lines if frame.f_code.co_filename in PARTS else None

    before = sys.gettrace()
    sys.settrace(trace_calls)
    try:
        run()
    finally:
        sys.settrace(before)
    return reached


def walk(seed, dossiers):
    book = domain.Book(weather.Weather(seed, whole=True).lines(dossiers, broken=20))
    for dossier in book.fold():
        domain.contribution_key(dossier)
        dossier.state()
        domain.sorted_postings(domain.contributions(dossier))
        domain.contributions(dossier, whole=True)


def lines_missed(seed=1, dossiers=1500):
    """(file, line, text) of each line that was not reached, and how many there are to reach."""
    wanted = {}
    for file, first_line in PARTS.items():
        with open(file, encoding="utf-8") as source:
            text = source.read()
        texts = text.split("\n")
        start = next(n for n, line in enumerate(texts, 1) if line.startswith(first_line))
        wanted.update({(file, n): texts[n - 1] for n in all_lines(compile(text, file, "exec"))
                       if n >= start})
    missed = wanted.keys() - lines_reached(lambda: walk(seed, dossiers))
    return [(os.path.basename(file), n, wanted[file, n]) for file, n in sorted(missed)], len(wanted)


def main():
    parser = argparse.ArgumentParser(description="Which lines weather reaches.")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--dossiers", type=int, default=1500)
    options = parser.parse_args()
    missed, wanted = lines_missed(options.seed, options.dossiers)
    for file, number, text in missed:
        print(f"{file}:{number}: {text}")
    print(f"{wanted - len(missed)} of {wanted} lines reached")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
