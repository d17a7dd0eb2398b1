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


if __name__ == "__main__":
    unittest.main(verbosity=2)
