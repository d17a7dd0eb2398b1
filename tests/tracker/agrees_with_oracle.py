#!/usr/bin/env python3
"""
Does the tracker's core agree with the oracle, whatever the weather?

  agrees_with_oracle.py FOLD_LINES ORACLE_DIR [--seeds N…] [--dossiers N]

For each seed: random lines, folded by both, must give the same dossiers with the same states, keys
and postings. Then the lines without conflicts are shuffled and a tenth of them doubled: what the
core says may not change by a byte, but for the order of its lines.
"""
import argparse
import json
import random
import subprocess
import sys


def run(command, lines):
    done = subprocess.run(command, input="".join(lines), capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{command[0]}: {done.stderr}")
    return done.stdout.splitlines()


def by_dossier(lines):
    return {(line["source"], line["subject"]): line for line in map(json.loads, lines)}


def as_core(domain, flags, line):
    """The oracle's line in the words of fold_lines."""
    state = line["state"]
    moment = lambda text: None if text is None else domain.read_instant(text)
    return {"received_at": moment(state["received_at"]), "ended_at": moment(state["ended_at"]),
            "due": state["due"], "outcome": state["outcome"], "channel": line["channel"],
            "posted": line["posted"],
            "flags": sorted(flags & set(line["flags"]))}


def as_oracle(flags, line):
    """The core's line, without what the oracle does not tell."""
    state = line["state"]
    ended = state["standing"] in ("finished", "withdrawn")
    return {"received_at": state["received_at"], "ended_at": state["ended_at"],
            "due": state["due"], "outcome": state["standing"] if ended else None,
            "channel": line["channel"], "posted": line["posted"],
            "flags": sorted(flags & set(line["flags"]))}


def compare(seed, domain, flags, oracle, core):
    if oracle.keys() != core.keys():
        sys.exit(f"seed {seed}: other dossiers: {sorted(oracle.keys() ^ core.keys())[:5]}")
    for name, expected in oracle.items():
        found = core[name]
        for key in ("unit", "procedure"):
            if expected[key] is not None and expected[key] != found[key]:
                sys.exit(f"seed {seed}: {name}: {key} {found[key]}, not {expected[key]}")
        wanted, got = as_core(domain, flags, expected), as_oracle(flags, found)
        for key in wanted:
            if wanted[key] != got[key]:
                sys.exit(f"seed {seed}: {name}: {key}\n  oracle {wanted[key]}\n  core   {got[key]}")


def without_conflicts(domain, lines):
    """Whichever of two contradicting facts comes first stays: such facts may not be shuffled."""
    book = domain.Book(lines)
    contradicted = {fact.identity() for fact in book.conflicts}
    facts = ((line, domain.parse(line)) for line in lines)
    return [line for line, fact in facts
            if isinstance(fact, domain.Rejection) or fact.identity() not in contradicted]


def main():
    parser = argparse.ArgumentParser(description="Does the core agree with the oracle?")
    parser.add_argument("fold_lines")
    parser.add_argument("oracle_dir")
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3, 4, 5])
    parser.add_argument("--dossiers", type=int, default=2000)
    options = parser.parse_args()
    sys.dont_write_bytecode = True
    sys.path.insert(0, options.oracle_dir)
    import domain
    import oracle
    import weather
    import working_time

    total = 0
    # What is told across dossiers (twin) is not the core's.
    flags = set(domain.FLAGS)
    fold = [options.fold_lines, working_time.HOLIDAYS]
    for seed in options.seeds:
        maker = weather.Weather(seed, whole=True)
        lines = [line + "\n" for line in maker.lines(options.dossiers, broken=3)]
        told = [oracle.describe(dossier, whole=True) for dossier in domain.Book(lines).fold()]
        told = {(line["source"], line["subject"]): line for line in told}
        compare(seed, domain, flags, told, by_dossier(run(fold, lines)))
        total += len(told)

        chance = random.Random(seed)
        lines = without_conflicts(domain, lines)
        orderly = sorted(run(fold, lines))
        lines += chance.sample(lines, len(lines) // 10)
        chance.shuffle(lines)
        if sorted(run(fold, lines)) != orderly:
            sys.exit(f"seed {seed}: the order of arrival or repetition made a difference")
    print(f"{total} dossiers of {len(options.seeds)} seeds agree")


if __name__ == "__main__":
    main()
