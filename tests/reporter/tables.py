#!/usr/bin/env python3
"""
tables.py FACTS SOURCE=TOPUNIT…: the tables of the reporter, by form, unit, rows and period, equal
those of the oracle; so do the views by month, quarter and year; and the dossiers that are listed
behind a cell are as many as it says.
"""
import itertools
import pathlib
import random
import sys
from collections import Counter

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "oracle"))
import domain  # noqa: E402
import tables  # noqa: E402

import answering  # noqa: E402
import forms  # noqa: E402

PERIODS = (("2024-01-01", "2024-03-31"), ("2024-02-15", "2024-03-14"), ("2024-03-01", "2024-03-01"),
           ("2023-01-01", "2023-12-31"), ("2024-01-01", "2024-12-31"), ("2024-03-02", "2024-12-31"),
           ("2022-01-01", "2022-12-31"))
CELLS = 150
MARKED = ("quality", "two-verdicts")
SEEN = 10


def expected(book, dossiers, homes, form, rows, unit, period):
    return tables.report(form, dossiers, book.catalogue, domain.read_date(period[0]),
                         domain.read_date(period[1]), unit, rows, homes)


def comparable(table):
    """Without what the oracle does not say: as_of, and the label of unmapped dossiers."""
    kept = {key: table[key] for key in ("form", "unit", "from", "to", "columns")}
    kept["rows"] = [[row["code"], row["code"] != tables.UNMAPPED and row["label"], row["cells"]]
                    for row in table["rows"]]
    return kept


def check_tables(book, dossiers, homes):
    given = {}
    for form, rows, unit, period in itertools.product(
            tables.COLUMNS, ("units", "fields"), book.catalogue.known_units(), PERIODS):
        table = answering.value("report", form=form, rows=rows, unit=unit, begin=period[0],
                                to=period[1])
        wanted = expected(book, dossiers, homes, form, rows, unit, period)
        if comparable(table) != comparable(wanted):
            raise SystemExit(f"{form} of {unit} by {rows} in {period}:\n{comparable(table)}\n"
                             f"instead of\n{comparable(wanted)}")
        given[form, rows, unit, period] = table
    print(f"{len(given)} tables are equal")
    return given


def check_cells(given, chance):
    """The cells of a few tables, all kinds of columns; the reporter itself checks the sum."""
    cells = [(key, row["code"], column) for key, table in given.items() for row in table["rows"]
             for column, value in row["cells"].items() if value]
    for (form, rows, unit, period), code, column in chance.sample(cells, min(CELLS, len(cells))):
        answer = answering.value("dossiers", form=form, rows=rows, unit=unit, begin=period[0],
                                 to=period[1], cell=f"{code}:{column}")
        listed = answer["dossiers"]
        assert sum(one["n"] for one in listed) == answer["n"], answer
        cell = next(row["cells"][column] for row in given[form, rows, unit, period]["rows"]
                    if row["code"] == code)
        if "of" in answer:
            assert sum(one["of"] for one in listed) == answer["of"], answer
            assert tables.percent(answer["n"], answer["of"]) == cell, (answer, cell)
        else:
            assert answer["n"] == cell, (answer, cell)
        assert len({(one["source"], one["code"]) for one in listed}) == len(listed), answer
    print(f"{CELLS} cells have the dossiers that they say")


def check_marks(book, dossiers, homes, chance):
    """Forms with marks: their rows are units, and their cells have the dossiers that they say."""
    cells = []
    for form, unit, period in itertools.product(MARKED, book.catalogue.known_units(),
                                                PERIODS[::2]):
        table = answering.value("report", form=form, unit=unit, begin=period[0], to=period[1])
        found = [[row["code"], row["cells"]] for row in table["rows"]]
        wanted = forms.report(form, book, dossiers, homes, unit, period)
        if found != wanted:
            raise SystemExit(f"{form} of {unit} in {period}:\n{found}\ninstead of\n{wanted}")
        cells += [(form, unit, period, code, column, n) for code, row in found
                  for column, n in row.items() if n]
    assert len({cell[4] for cell in cells}) > SEEN, "few columns are ever more than 0"
    for form, unit, period, code, column, n in chance.sample(cells, min(CELLS // 3, len(cells))):
        answer = answering.value("dossiers", form=form, unit=unit, begin=period[0], to=period[1],
                                 cell=f"{code}:{column}")
        assert sum(one["n"] for one in answer["dossiers"]) == answer["n"] == n, answer
    print(f"{len(cells)} cells of marks are equal")


def check_views(book, dossiers, homes):
    """The total of the oracle's table of a unit is the unit's row of the view."""
    compared = 0
    for view, form in (("agency_table", "agency-table"), ("payments", "payments")):
        columns = tables.COLUMNS[form]
        for period, first, last, unit, *cells in answering.rows(
                f"SELECT period, from_day, to_day, unit, {', '.join(columns)} FROM report.{view} "
                "WHERE to_day < '2024-07-01' OR length(period) = 4"):
            total = expected(book, dossiers, homes, form, "units", unit, (first, last))["rows"][-1]
            wanted = ["" if total["cells"][column] is None else str(total["cells"][column])
                      for column in columns]
            assert cells == wanted, (view, period, unit, cells, wanted)
            compared += 1
    assert compared, "no row at all"
    print(f"{compared} rows of views are equal")


def check_dossiers(dossiers, chance):
    """What is told of a dossier is what the oracle says of it."""
    for dossier in chance.sample(dossiers, min(60, len(dossiers))):
        told = [one for one in answering.value("dossier", code=dossier.subject)
                if one["source"] == dossier.source]
        assert len(told) == 1 and told[0]["posted_is_current"], told
        posted = sorted([one["day"], domain.NUMBER[one["measure"]], one["n"]]
                        for one in told[0]["contributions"])
        wanted = sorted([domain.day_text(day), domain.NUMBER[measure], n]
                        for (day, measure), n in domain.contributions(dossier, whole=True).items())
        assert posted == wanted, (told, wanted)
        assert answering.text("dossier", code=dossier.subject, source=dossier.source)
    print("dossiers are told as the oracle does")


def check_quality(dossiers):
    """Each oddity is counted, and listed, on the day on which the oracle marks it."""
    begin, to = "2024-01-01", "2024-12-31"
    first, last = domain.read_date(begin), domain.read_date(to)
    wanted = Counter()
    for dossier in dossiers:
        for (day, measure), n in domain.contributions(dossier, whole=True).items():
            if measure.startswith("flag_") and first <= day <= last:
                wanted[measure.removeprefix("flag_")] += n
    told = {one["flag"]: one["dossiers"]
            for one in answering.value("quality", begin=begin, to=to)["oddities"]}
    twins = told.pop("twin", 0)
    assert told == +wanted, (told, wanted)
    for flag, count in [*wanted.items(), ("twin", twins)]:
        listed = answering.value("quality", begin=begin, to=to, flag=flag)["dossiers"]
        assert len(listed) == count, (flag, count, listed)
    print(f"{len(wanted)} oddities are counted and listed")


def main():
    facts, *sources = sys.argv[1:]
    homes = dict(source.split("=", 1) for source in sources)
    chance = random.Random(facts)
    with open(facts, "rb") as lines:
        # No migration has loaded days off into this database.
        book = domain.Book(lines, domain.Rules({}))
    dossiers = book.fold()
    check_views(book, dossiers, homes)
    check_cells(check_tables(book, dossiers, homes), chance)
    check_marks(book, dossiers, homes, chance)
    check_dossiers(dossiers, chance)
    check_quality(dossiers)


if __name__ == "__main__":
    main()
