#!/usr/bin/env python3
"""
Two printed reports through the real services: every figure that is consistent in itself comes out of
simulated facts, and what contradicts itself comes out corrected. tests/fixtures/ has what was
printed, row by row, what is expected and why they differ.
"""
import csv
import json
import pathlib
import shlex
import tempfile
import unittest
from decimal import Decimal, InvalidOperation

import trial

FIXTURES = trial.ROOT / "tests" / "fixtures"


def table(name):
    with open(FIXTURES / name, encoding="utf-8") as file:
        return list(csv.DictReader(file))


CHECKS = {row["check_id"]: row for row in table("published_inconsistencies.csv")}


def number(text):
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


class Printed(unittest.TestCase):
    """What the two reports share; each subclass is one of them."""
    report = fixture = period = None
    sources = ()

    @classmethod
    def setUpClass(cls):
        if not cls.report:
            raise unittest.SkipTest("only what the reports share")
        cls.rows = table(cls.fixture)
        cls.given = {}
        with tempfile.TemporaryDirectory() as folder, trial.Trial() as place:
            place.run("simulate", folder, "--of", cls.report)
            for name, kind, unit in cls.sources:
                place.run("source", "add", name, "--kind", kind, "--units", unit,
                          "--may", trial.MAY)
                place.send(pathlib.Path(folder) / f"{name}.jsonl", source=name)
            place.wait()
            place.recount()
            cls.rejects = json.loads(place.ask("rejects", "--format", "json"))["rejects"]
            for options in sorted({row["options"] for row in cls.rows}):
                cls.given[options] = cls.ask(place, options, cls.period)
            cls.another_window(place)

    @classmethod
    def another_window(cls, place):
        """What a report wants to know beyond its rows."""

    @staticmethod
    def ask(place, options, period):
        words = [word.replace("_", " ") for word in shlex.split(options)]
        text = place.ask("indicators", "--from", period[0], "--to", period[1], "--format", "json",
                         *words)
        # Numbers are compared as they are written.
        return {row["id"]: row["value"]
                for row in json.loads(text, parse_int=str, parse_float=str)["indicators"]}

    def value(self, row):
        values = [self.given[row["options"]][name] for name in row["indicator"].split("+")]
        if None in values:
            return ""
        return values[0] if len(values) == 1 else str(sum(map(Decimal, values)))

    def test_no_fact_is_refused(self):
        self.assertEqual(self.rejects, [])

    def test_every_row_comes_out_as_expected(self):
        for row in self.rows:
            value, expected = self.value(row), row["expected"]
            with self.subTest(row=row["row"], label=row["label_vi"], indicator=row["indicator"]):
                if expected.startswith("<="):
                    self.assertGreater(Decimal(value), 0)
                    self.assertLessEqual(Decimal(value), Decimal(expected[2:]))
                elif number(expected) is not None and row["indicator"].count("+"):
                    self.assertEqual(Decimal(value), Decimal(expected))
                else:
                    self.assertEqual(value, expected)

    def test_what_differs_from_the_printed_figure_has_a_reason(self):
        """A correction cites the check that found the inconsistency; nothing else differs."""
        for row in self.rows:
            printed, expected = row["printed"], row["expected"]
            same = printed == expected or (number(printed) is not None
                                           and number(printed) == number(expected))
            with self.subTest(row=row["row"], indicator=row["indicator"]):
                for check in row["checks"].split():
                    self.assertIn(check, CHECKS)
                if printed and not same:
                    self.assertTrue(row["checks"] and row["why"], row)
                if not printed:
                    self.assertTrue(row["why"], row)

    def test_all_printed_rows_are_there(self):
        """Each row of the printed table that has a figure of one of our indicators."""
        self.assertEqual({row["row"] for row in self.rows} - {"text"}, self.printed_rows)


class TanHong(Printed):
    report = "tanhong-q1-2021"
    fixture = "tanhong_q1_2021_expected.csv"
    period = ("2020-12-15", "2021-03-14")
    sources = (("tanhong", "provincial", "H20.11"),)
    printed_rows = {row["code"] for row in table("tanhong_q1_2021.csv") if row["kind"]} - {"4.1.3.a"}


class DienBien(Printed):
    report = "dienbien-dpi-q1-2023"
    fixture = "dienbien_dpi_q1_2023_expected.csv"
    period = ("2022-12-15", "2023-03-14")
    sources = (("dienbien", "provincial", "H18.05"), ("dangkykinhdoanh", "ministry", "H18.05"))
    printed_rows = {row["code"] for row in table("dienbien_dpi_q1_2023.csv") if row["kind"]}

    @classmethod
    def another_window(cls, place):
        cls.as_printed = cls.ask(place, "", ("2022-12-15", "2023-03-15"))

    def test_the_window_as_printed_has_the_same_dossiers(self):
        """15 March is the first day of the next window (DB-N1): nothing happened on it."""
        for row in self.rows:
            if row["options"] == "" and row["indicator"].startswith("dossiers_"):
                self.assertEqual(self.as_printed[row["indicator"]],
                                 self.given[""][row["indicator"]], row["indicator"])


if __name__ == "__main__":
    unittest.main(verbosity=2)
