"""
A shipped form, evaluated from the oracle's contributions alone: its file is read for nothing but
the columns and their formulas, which are added up dossier by dossier.
"""
import pathlib
import re
import sys
from collections import Counter

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "oracle"))
import domain  # noqa: E402
import tables  # noqa: E402

FORMS = pathlib.Path(__file__).resolve().parents[2] / "services" / "reporter" / "forms"
TERM = re.compile(r"\s*([+-]?)\s*(\w+)\s*(?:([\[(])([^\])]*)[\])])?")
TIMES = {"F,U": (1, -1), "F-1": (0, 1), "U": (1, 0)}  # How often S(U) and S(F-1) are taken.
CLOSED = ("finished_early", "finished_on_time", "finished_late", "withdrawn")


def expanded(name, times):
    """[(measure, times of S(U), times of S(F-1))] of a word."""
    end, before = times
    if name == "handled":
        return ([("received", 1, 0)] + [(measure, 0, -1) for measure in CLOSED])
    if name in ("overdue", "waiting"):
        return [(f"{name}_in", end, before), (f"{name}_out", -end, -before)]
    if name == "closed":
        return [(measure, end, before) for measure in CLOSED]
    return [(name, end, before)]


def formula(text):
    terms = []
    while text.strip():
        match = TERM.match(text)
        sign = -1 if match[1] == "-" else 1
        times = TIMES[match[4].replace(" ", "")] if match[3] else (1, 0)
        terms += [(measure, sign * end, sign * before)
                  for measure, end, before in expanded(match[2], times)]
        text = text[match.end():]
    return terms


def columns(form):
    """{column: its formula} of a form without percentages and channels."""
    found, column = {}, None
    for line in (FORMS / f"{form}.form").read_text().splitlines():
        if line.startswith("column "):
            column = line.split()[1]
        elif line.strip().startswith("value =") and column not in found:
            found[column] = formula(line.split("=", 1)[1])
    return found


def cells(wanted, dossiers, first, last):
    """Every column of one row."""
    end, before = Counter(), Counter()
    for dossier in dossiers:
        for (day, measure), n in domain.contributions(dossier, whole=True).items():
            if day <= last:
                end[measure] += n
            if day < first:
                before[measure] += n
    return {column: sum(at_end * end[measure] + at_start * before[measure]
                        for measure, at_end, at_start in terms)
            for column, terms in wanted.items()}


def by_row(dossiers, catalogue, unit, last, homes):
    """[(kind, code, dossiers)] of the rows of units, and all dossiers below the unit."""
    tree = tables.Tree(catalogue, last)
    rows = {("child", child): [] for child in tree.children(unit)}
    inside = []
    for dossier in dossiers:
        path = tree.path(dossier.unit or homes.get(dossier.source) or tree.only_root())
        if unit not in path:
            continue
        inside.append(dossier)
        if path[0] != unit:
            key = ("child", path[path.index(unit) - 1])
        else:
            key = ("own", unit) if dossier.unit else ("unmapped", tables.UNMAPPED)
        rows.setdefault(key, []).append(dossier)
    order = ("child", "own", "unmapped")
    return [(kind, code, rows[kind, code]) for kind, code in
            sorted(rows, key=lambda row: (order.index(row[0]), row[1].encode()))], inside


def report(form, book, dossiers, homes, unit, period):
    """[[code, cells]] as the reporter should show them, rows of units."""
    first, last = (domain.read_date(day) for day in period)
    wanted = columns(form)
    rows, inside = by_row(dossiers, book.catalogue, unit, last, homes)
    shown = []
    for kind, code, of_row in rows:
        values = cells(wanted, of_row, first, last)
        is_open = kind != "unmapped" and book.catalogue.is_open_within(code, first, last)
        if kind == "own":
            is_open = is_open and any(day <= last for dossier in of_row for day, _ in
                                      domain.contributions(dossier, whole=True))
        if is_open or any(values.values()):
            shown.append([code, blank(values, is_open, of_row, last)])
    values = cells(wanted, inside, first, last)
    return shown + [[tables.TOTAL, blank(values, True, inside, last)]]


def blank(values, is_open, dossiers, last):
    """No data is not nought."""
    if is_open and not any(values.values()) and not tables.has_data(dossiers, last):
        return dict.fromkeys(values)
    return values
