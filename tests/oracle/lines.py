#!/usr/bin/env python3
"""
Which lines of domain.py random weather reaches: lines.py [--seed N] [--dossiers N].

Prints the lines that nothing reached, and fails when there is one.
"""
import argparse
import dis
import inspect
import os
import sys
import types

import domain
import weather

FILE = os.path.abspath(domain.__file__)


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
        reached.add(frame.f_lineno)
        return trace_lines

    def trace_calls(frame, event, _):
        return trace_lines if frame.f_code.co_filename == FILE else None

    before = sys.gettrace()
    sys.settrace(trace_calls)
    try:
        run()
    finally:
        sys.settrace(before)
    return reached


def walk(seed, dossiers):
    book = domain.Book(weather.Weather(seed).lines(dossiers, broken=20))
    for dossier in book.fold():
        domain.contribution_key(dossier)
        dossier.state()
        domain.sorted_postings(domain.contributions(dossier))


def lines_missed(seed=1, dossiers=1500, first_function="class Book"):
    """Line numbers and texts from the identity of facts on: sections 2 to 4."""
    with open(FILE, encoding="utf-8") as file:
        source = file.read()
    texts = source.split("\n")
    start = next(n for n, text in enumerate(texts, 1) if text.startswith(first_function))
    wanted = {n for n in all_lines(compile(source, FILE, "exec")) if n >= start}
    missed = wanted - lines_reached(lambda: walk(seed, dossiers))
    return [(n, texts[n - 1]) for n in sorted(missed)], len(wanted)


def main():
    parser = argparse.ArgumentParser(description="Which lines of domain.py weather reaches.")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--dossiers", type=int, default=1500)
    options = parser.parse_args()
    missed, wanted = lines_missed(options.seed, options.dossiers)
    for number, text in missed:
        print(f"{number:5} {text}")
    print(f"{wanted - len(missed)} of {wanted} lines reached")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
