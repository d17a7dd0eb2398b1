#!/usr/bin/env python3
"""
Manual figures and targets: the last by time holds, everything stays, nothing counts twice, and the
scorer hears of it.
"""
import json
import pathlib
import random
import tempfile
import time
import unittest

import trial

PERIOD = {"form": "766", "indicator": "1.4", "from": "2023-01-01", "to": "2023-03-31"}


def figure(number, value, hour=8, unit="H08.12", **data):
    return json.dumps({
        "specversion": "1.0", "id": f"f-{number}", "source": "binhdinh", "type": "figure.reported",
        "time": f"2023-04-03T{hour:02}:00:00+07:00", "subject": unit,
        "data": {**PERIOD, "value": value, **data}}, ensure_ascii=False)


def target(number, value, hour=8, unit="H08.12"):
    return json.dumps({
        "specversion": "1.0", "id": f"f-{number}", "source": "binhdinh", "type": "target.set",
        "time": f"2022-12-01T{hour:02}:00:00+07:00", "subject": unit,
        "data": {"indicator": "1.4", "from": "2023-01-01", "to": "2023-12-31", "value": value}})


class Figures(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.files = 0

    def write(self, lines):
        self.files += 1
        file = self.folder / f"{self.files}.jsonl"
        file.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
        return file

    def ask(self, place, *arguments):
        return json.loads(place.ask("figures", "--format", "json", *arguments))

    def changes(self, place):
        return int(place.query("SELECT changed_end FROM report.internal_position "
                               "WHERE partition = 0"))

    def test_the_last_by_time_holds(self):
        with trial.Trial() as place:
            place.add_source()
            place.send(self.write([
                figure(1, "12.50", hour=10, author="cb-7", note="theo sổ", evidence="QĐ 12"),
                figure(2, None, hour=11, unit="H08.13"),
                figure(3, "99", hour=9), target(10, "80", hour=9), target(11, "75", hour=8),
                figure(1, "12.50", hour=10, author="cb-7", note="theo sổ", evidence="QĐ 12")]))
            place.wait()
            said = self.ask(place)
            self.assertEqual([(row["unit"], row["value"], row["author"], row["note"])
                              for row in said["figures"]],
                             [("H08.12", "12.50", "cb-7", "theo sổ"), ("H08.13", None, None, None)])
            self.assertEqual([row["value"] for row in said["targets"]], ["80"])
            whole = self.ask(place, "--history", "--unit", "H08.12")
            self.assertEqual([(row["id"], row["value"], row["holds"]) for row in whole["figures"]],
                             [("f-1", "12.50", True), ("f-3", "99", False)])
            self.assertEqual([(row["value"], row["holds"]) for row in whole["targets"]],
                             [("80", True), ("75", False)])
            self.assertEqual(place.query("SELECT count(*), count(value) FROM report.figure"),
                             "2|1", "not answered is not nought")
            ledger = place.ledger()
            self.assertEqual((ledger["stored"], ledger["duplicate"], ledger["rejected"]), (5, 1, 0))

            before = self.changes(place)
            place.send(self.write([figure(4, "13", hour=12)]))
            place.wait()
            self.assertEqual(self.changes(place), before + 1, "the scorer hears of it")
            self.assertEqual(self.ask(place, "--unit", "H08.12")["figures"][0]["value"], "13")
            self.assertIn("Lịch sử số liệu", place.ask("figures", "--history"))

    def test_asks_are_narrowed(self):
        with trial.Trial() as place:
            place.add_source()
            place.send(self.write([
                figure(1, "1"), figure(2, "2", indicator="1.3"), figure(3, "3", form="cchc"),
                figure(4, "4", **{"from": "2023-04-01", "to": "2023-06-30"}), target(5, "5")]))
            place.wait()

            def values(*arguments):
                said = self.ask(place, *arguments)
                return sorted(row["value"] for rows in said.values() for row in rows)
            self.assertEqual(values(), ["1", "2", "3", "4", "5"])
            self.assertEqual(values("--form", "766"), ["1", "2", "4"])
            self.assertEqual(values("--indicator", "1.3"), ["2"])
            self.assertEqual(values("--from", "2023-01-01", "--to", "2023-03-31"), ["1", "2", "3"])
            self.assertEqual(values("--from", "2023-02-01"), ["4"])
            self.assertEqual(values("--unit", "H08"), [])

    def test_an_id_means_one_figure_or_target(self):
        with trial.Trial() as place:
            place.add_source()
            place.send(self.write([figure(1, "1"), figure(2, "2"), target(3, "3")]))
            place.wait()
            place.send(self.write([figure(1, "1.0"), target(2, "2"), figure(3, "3"), figure(1, "1"),
                                   figure(1, "7", unit="H08.13")]))
            place.wait()
            ledger = place.ledger()
            self.assertEqual((ledger["stored"], ledger["duplicate"], ledger["rejected"]), (4, 1, 3))
            self.assertEqual(place.query("SELECT string_agg(value::text, ' ' ORDER BY value) FROM "
                                         "(SELECT value FROM report.figure_history UNION ALL "
                                         "SELECT value FROM report.target_history) AS f"), "1 2 3 7")

    def test_kills_change_nothing(self):
        chance = random.Random(9)
        lines = [figure(number, str(number), hour=number % 24, unit=f"H08.{number % 7}",
                        indicator=f"1.{number % 40}") for number in range(3000)]
        lines += chance.sample(lines, 500)
        chance.shuffle(lines)
        with trial.Trial() as place:
            place.add_source()
            for round in range(10):
                place.send(self.write(lines[round * 350:(round + 1) * 350]))
                time.sleep(chance.uniform(0, 0.2))
                place.kill("tracker")
                place.restart("tracker")
            place.wait()
            ledger = place.ledger()
            self.assertEqual((ledger["stored"], ledger["duplicate"], ledger["rejected"]),
                             (3000, 500, 0))
            self.assertEqual(place.query("SELECT count(*), sum(value) FROM report.figure_history"),
                             f"3000|{sum(range(3000))}")
            place.recount()


if __name__ == "__main__":
    unittest.main(verbosity=2)
