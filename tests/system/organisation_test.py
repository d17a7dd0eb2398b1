#!/usr/bin/env python3
"""
Organisation over time: what sources say of units, as every service then sees it.
"""
import json
import pathlib
import tempfile
import unittest

import trial


def fact(number, type_, subject, data, day="2020-01-01", **changes):
    return json.dumps({
        "specversion": "1.0", "id": f"o-{number}", "source": "binhdinh", "type": type_,
        "time": f"{day}T00:00:00+07:00", "subject": subject, "data": data, **changes})


FROM, TO = "2025-01-01", "2025-12-31"
SERIES = ("reported", "successor", "predecessor")


class Organisation(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.sent = 0

    def send(self, place, *lines):
        self.sent += 1
        file = self.folder / f"{self.sent}.jsonl"
        file.write_text("".join(line + "\n" for line in lines))
        place.send(file)
        place.wait()

    def test_hours_hold_from_a_day(self):
        morning = {"mon": [["07:30", "11:30"]]}
        whole = {"mon": [["07:30", "11:30"], ["13:30", "17:00"]], "sat": [["08:00", "12:00"]]}
        with trial.Trial() as place:
            place.add_source()
            self.send(place,
                      fact(1, "unit.hours", "H08", morning, "2023-05-01"),
                      fact(2, "unit.hours", "H08", whole, "2022-01-01"),
                      fact(3, "unit.hours", "H08", {"sun": [["00:00", "24:00"]]}, "2022-01-01"),
                      fact(4, "unit.opened", "H08", {"name_vi": "Tỉnh", "level": "province"}))
            hours = "SELECT unit, from_day, to_day, week FROM report.hours ORDER BY 1, 2"
            self.assertEqual(place.query(hours).splitlines(), [
                "H08|2022-01-01|2023-04-30|;;;;;;00:00-24:00",
                "H08|2023-05-01|2199-12-31|07:30-11:30;;;;;;"])
            self.send(place, fact(5, "unit.hours", "H08", whole, "2022-01-01"))
            self.assertEqual(place.query(hours).splitlines()[0],
                             "H08|2022-01-01|2023-04-30|"
                             "07:30-11:30,13:30-17:00;;;;;08:00-12:00;")

    def test_successors_hold_from_a_day(self):
        def goes_on(number, day, *successors):
            return fact(number, "unit.succeeded", "H08.1", {"successors": list(successors)}, day)

        with trial.Trial() as place:
            place.add_source()
            rows = ("SELECT unit, from_day, to_day, successor, share FROM report.succession "
                    "ORDER BY from_day, successor")
            self.send(place,
                      goes_on(1, "2025-07-01", {"unit": "H08.2", "share": 60}, {"unit": "H08.3"}),
                      goes_on(2, "2024-01-01", {"unit": "H08.4"}, {"unit": "H08.4", "share": 7}))
            self.assertEqual(place.query(rows).splitlines(), [
                "H08.1|2024-01-01|2025-06-30|H08.4|",
                "H08.1|2025-07-01|2199-12-31|H08.2|60",
                "H08.1|2025-07-01|2199-12-31|H08.3|"])
            # Of one day the later statement replaces the earlier one whole.
            self.send(place, goes_on(3, "2025-07-01", {"unit": "H08.1"}))
            self.assertEqual(place.query(rows).splitlines()[1:],
                             ["H08.1|2025-07-01|2199-12-31|H08.1|"])

    def received(self, place, series, *more):
        """Which rows a table of 2025 has, and how many dossiers were received in each."""
        answer = json.loads(place.ask("report", "agency-table", "--from", FROM, "--to", TO,
                                      "--series", series, "--format", "json", *more))
        self.assertEqual(answer.get("series", "reported"), series)
        return {row["code"]: row["cells"]["received_new"] for row in answer["rows"]}

    def with_dossiers(self, place, series, *more):
        """The rows that have some, each with as many dossiers as can be listed."""
        rows = {code: n for code, n in self.received(place, series, *more).items() if n}
        for code, n in rows.items():
            listed = json.loads(place.ask(
                "dossiers", "--form", "agency-table", "--from", FROM, "--to", TO, "--series",
                series, "--format", "json", "--cell", f"{code}:received_new", *more))
            self.assertEqual(listed.get("series", "reported"), series)
            self.assertEqual(sum(one["n"] for one in listed["dossiers"]), n)
        return rows

    def dossiers(self, unit, n, day):
        for _ in range(n):
            self.number += 1
            yield fact(self.number, "dossier.received", f"{unit}-{self.number}",
                       {"procedure": "1.001193", "unit": unit, "channel": "online"}, day)

    def begin_reorganised(self, place):
        """63 provinces, two departments, one of which goes on under another code."""
        place.add_source(units="VN,H")
        provinces = place.ask("provinces", "--source", "binhdinh", "--root", "VN").splitlines()
        self.number = 1000
        self.send(place, *provinces,
                  fact(1, "unit.opened", "VN", {"name_vi": "Việt Nam", "level": "ministry"}),
                  fact(2, "unit.opened", "H08.1",
                       {"name_vi": "Sở Tư pháp", "parent": "H08", "level": "department"}),
                  fact(3, "unit.opened", "H21.1",
                       {"name_vi": "Sở Nội vụ", "parent": "H21", "level": "department"}),
                  fact(4, "unit.opened", "H21.2",
                       {"name_vi": "Sở Tư pháp", "parent": "H21", "level": "department"},
                       "2025-07-01"),
                  fact(5, "unit.succeeded", "H08.1", {"successors": [{"unit": "H21.2"}]},
                       "2025-07-01"),
                  *self.dossiers("H08", 1, "2025-03-03"), *self.dossiers("H08.1", 3, "2025-03-03"),
                  *self.dossiers("H21.1", 2, "2025-03-03"), *self.dossiers("H21.1", 4, "2025-09-09"),
                  *self.dossiers("H21.2", 5, "2025-09-09"), *self.dossiers("H26", 1, "2025-09-09"),
                  *self.dossiers("H99.5", 2, "2025-09-09"), *self.dossiers("H98", 7, "2025-03-03"))

    def test_provinces_in_three_series(self):
        with trial.Trial() as place:
            self.begin_reorganised(place)
            rows = {series: self.received(place, series) for series in SERIES}
            provinces = {series: {code for code in rows[series] if code.startswith("H")}
                         for series in SERIES}
            self.assertEqual([len(provinces[series]) for series in SERIES], [63, 34, 63])
            self.assertEqual([rows[series]["total"] for series in SERIES], [25, 25, 25])
            self.assertEqual(self.with_dossiers(place, "reported"),
                             {"H08": 4, "H21": 11, "H26": 1, "unmapped": 9, "total": 25})
            self.assertEqual(self.with_dossiers(place, "successor"),
                             {"H21": 15, "H26": 1, "unmapped": 9, "total": 25})
            self.assertEqual(self.with_dossiers(place, "predecessor"),
                             {"H08": 9, "H21": 6, "H26": 1, "unmapped": 9, "total": 25})
            self.assertEqual(self.with_dossiers(place, "successor", "--unit", "H21"),
                             {"H21.1": 6, "H21.2": 8, "H21": 1, "total": 15})
            self.assertEqual(self.with_dossiers(place, "predecessor", "--unit", "H08"),
                             {"H08.1": 8, "H08": 1, "total": 9})
            # The same facts again change nothing.
            again = place.ask("provinces", "--source", "binhdinh", "--root", "VN").splitlines()
            self.send(place, *again)
            self.assertEqual(self.received(place, "successor"), rows["successor"])
            self.assertEqual(place.ledger()["duplicate"], len(again))
            self.check_text(place)
            place.recount()

    def check_text(self, place):
        def head(series):
            return place.ask("report", "agency-table", "--from", FROM, "--to", TO, "--series",
                             series)
        self.assertNotIn("(theo ", head("reported"))
        self.assertIn("(theo đơn vị kế thừa sau sắp xếp, tổ chức tại ngày 31/12/2025)",
                      head("successor"))
        self.assertIn("(theo đơn vị trước sắp xếp, tổ chức tại ngày 01/01/2025)",
                      head("predecessor"))

    def test_unmapped_dossiers_move_by_themselves(self):
        with trial.Trial() as place:
            self.begin_reorganised(place)
            self.send(place, fact(6, "unit.opened", "H99.5",
                                  {"name_vi": "Chi nhánh", "parent": "H26", "level": "branch"}))
            for series in SERIES:
                rows = self.received(place, series)
                self.assertEqual((rows["H26"], rows["unmapped"], rows["total"]), (3, 7, 25), series)
            # Nobody ever opened H98; who goes on for it is known.
            self.send(place, fact(7, "unit.succeeded", "H98", {"successors": [{"unit": "H26"}]},
                                  "2025-07-01"))
            self.assertEqual(self.received(place, "reported")["unmapped"], 7)
            rows = self.received(place, "successor")
            self.assertEqual((rows["H26"], "unmapped" in rows, rows["total"]), (10, False, 25))


if __name__ == "__main__":
    unittest.main(verbosity=2)
