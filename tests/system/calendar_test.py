#!/usr/bin/env python3
"""
A day off, working hours and a limit that become known late: the dossiers they touch are judged
again, also over kills, and everything is as if they had been known from the start.
"""
import datetime
import json
import pathlib
import tempfile
import time
import unittest

import trial

HEADER = ("date,weekday,kind,name_vi,name_en,is_day_off,on_weekend,paired_date,source,confidence\n")
DAY_OFF = (HEADER +
           "2023-06-14,Wed,swap_off,Nghỉ hoán đổi,,1,0,2023-06-24,CV 1/UBND,high\n"
           "2023-06-24,Sat,makeup_working,Làm bù,,0,1,2023-06-14,CV 1/UBND,high\n")
FIRST_DAY = "2023-06-14"

# The province does not work on Fridays from August on; its units have no hours of their own.
MON_TO_THU = {day: [["07:00", "11:30"], ["13:00", "17:30"]] for day in ("mon", "tue", "wed", "thu")}

STATE = ("SELECT source, code, unit, standing, verdict, lawful_due_day, lawful_due_at, late_766_day, "
         "late_766_why, difference, flags, ended_day FROM report.dossiers ORDER BY source, code")
UNIT, VERDICT, LAWFUL_DAY, LAWFUL_AT, LATE_DAY, LATE_WHY, ENDED_DAY = 2, 4, 5, 6, 7, 8, 11
JUDGED = slice(LAWFUL_DAY, LATE_WHY + 1)


def fact(number, type_, subject, data, moment="2020-01-01T00:00:00+07:00"):
    return json.dumps({"specversion": "1.0", "id": f"c-{number}", "source": "binhdinh",
                       "type": type_, "time": moment, "subject": subject, "data": data})


def dossiers_without_due(procedure):
    """Received all through June, finished after 1 to 15 days, no due stated: by lawful due alone."""
    lines = []
    for number in range(450):
        received = datetime.datetime(2023, 6, 1, 9) + datetime.timedelta(days=number % 30)
        ended = received + datetime.timedelta(days=1 + number // 30)
        code = f"H08-{number:04}"
        lines.append(fact(f"r{number}", "dossier.received", code,
                          {"procedure": procedure, "unit": "H08.12", "channel": "direct"},
                          received.isoformat() + "+07:00"))
        lines.append(fact(f"e{number}", "dossier.status", code, {"status": 9},
                          ended.isoformat() + "+07:00"))
    return lines


class Place(trial.Trial):
    """A trial with a year, and the changes that the tests are about."""

    def __enter__(self):
        super().__enter__()
        self.add_source()
        self.files = tempfile.TemporaryDirectory()
        self.year = trial.year()
        lines = (self.year / "organisation.jsonl").read_text(encoding="utf-8").splitlines()
        self.procedures = [json.loads(line) for line in lines if '"procedure.published"' in line]
        return self

    def __exit__(self, kind, *rest):
        self.files.cleanup()
        super().__exit__(kind, *rest)

    def write(self, name, text):
        file = pathlib.Path(self.files.name) / name
        file.write_text(text)
        return file

    def by_working_days(self, n):
        """A procedure that has taken n working days from the first publication on."""
        return next(published["subject"] for published in self.procedures
                    if published["data"]["limit"] == {"n": n, "unit": "working_day"})

    def send_year(self):
        self.send(self.year / "organisation.jsonl")
        self.send(self.year / "facts.jsonl")
        lines = dossiers_without_due(self.by_working_days(5))
        self.send(self.write("dossiers.jsonl", "\n".join(lines) + "\n"))

    # ---- the changes ----

    def day_off(self):
        return "calendar", self.write("days.csv", DAY_OFF)

    def hours(self):
        line = fact("hours", "unit.hours", "H08", MON_TO_THU, "2023-08-01T00:00:00+07:00")
        return "facts", self.write("hours.jsonl", line + "\n")

    def limit(self):
        code = self.by_working_days(5)
        published = next(p for p in self.procedures if p["subject"] == code)
        published = {**published, "id": "c-limit", "time": "2023-06-10T00:00:00+07:00",
                     "data": {**published["data"], "limit": {"n": 2, "unit": "working_day"}}}
        return "facts", self.write("limit.jsonl", json.dumps(published) + "\n")

    CHANGES = [day_off, hours, limit]

    def make(self, change):
        kind, file = change(self)
        if kind == "calendar":
            self.run("calendar", "--load", file)
        else:
            self.send(file)

    def preview(self, change, *more):
        kind, file = change(self)
        return json.loads(self.ask("preview", f"--{kind}", file, "--format", "json", *more))

    # ---- what is there ----

    def state(self):
        rows = (line.split("|") for line in self.query(STATE).splitlines())
        return {(row[0], row[1]): row for row in rows}

    def owner(self, sql):
        return self.shell(f"place_paths; owner_psql thuocdo -c \"{sql}\"").strip()

    def rows(self):
        """What every row was written by, and what it says."""
        text = self.owner("SELECT source, code, xmin, md5(row(d.*)::text) FROM tracker.dossier d")
        return {tuple(line.split("|")[:2]): line.split("|")[2:] for line in text.splitlines()}

    def reports(self):
        return [self.report("agency-table"), self.report("payments"), self.report("II.06a"),
                self.report("II.06a", "--rows", "units")]

    def sums(self):
        """Everything that is counted in a year by unit; what was never counted is 0."""
        text = self.owner("SELECT to_jsonb(s) FROM report.sum_unit s WHERE step = 3 UNION ALL "
                          "SELECT to_jsonb(s) FROM report.sum_mark s WHERE step = 3")
        rows = [json.loads(line) for line in text.splitlines()]
        keys = ("unit", "channel", "system", "mark", "step", "start")
        return {(*(row.get(key) for key in keys), name): n for row in rows
                for name, n in row.items() if n and name not in keys}


class Calendar(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        with Place() as place:
            place.send(place.year / "organisation.jsonl")
            for change in Place.CHANGES:
                place.make(change)
            place.send_year()
            place.wait()
            place.recount()
            cls.state, cls.reports, cls.sums = place.state(), place.reports(), place.sums()

    def expect_the_same(self, place):
        self.maxDiff = 2000
        state = place.state()
        self.assertEqual([(row, self.state[key]) for key, row in state.items()
                          if row != self.state[key]][:5], [])
        self.assertEqual(state.keys(), self.state.keys())
        self.assertEqual(place.reports(), self.reports)
        self.assertEqual([row for row in place.sums().items() ^ self.sums.items()][:5], [])

    @staticmethod
    def touched_by_day_off(row):
        """Neither ended nor due before it."""
        return not row[ENDED_DAY] or row[ENDED_DAY] >= FIRST_DAY or row[LAWFUL_DAY] >= FIRST_DAY

    @staticmethod
    def side(dossier, side):
        """One side of a previewed dossier, as the rows of the state say it."""
        national, lawful = dossier["national"][side], dossier["lawful_due"][side] or ""
        moment = lawful.replace("T", " ") + ":00+07" if "T" in lawful else ""
        # To the database the end of a day is the beginning of the next.
        if moment.endswith(" 24:00:00+07"):
            day = datetime.date.fromisoformat(lawful[:10]) + datetime.timedelta(days=1)
            moment = f"{day} 00:00:00+07"
        return [lawful[:10], moment, national["late_day"] or "", national["why"] or ""]

    def expect_as_previewed(self, preview, before, state):
        """The same dossiers, judged as it was said, and totals that count them."""
        previewed = {(row["source"], row["code"]): row for row in preview["dossiers"]}
        self.assertEqual(len(previewed), len(preview["dossiers"]))
        self.assertEqual(previewed.keys(),
                         {key for key, row in state.items() if row[JUDGED] != before[key][JUDGED]})
        totals = {}
        for key, row in previewed.items():
            old, new = before[key], state[key]
            self.assertEqual(self.side(row, "before"), old[JUDGED], key)
            self.assertEqual(self.side(row, "after"), new[JUDGED], key)
            self.assertEqual([row["local"][side] or "" for side in ("before", "after")],
                             [old[VERDICT], new[VERDICT]], key)
            self.assertEqual(row["unit"], new[UNIT], key)
            total = totals.setdefault(new[UNIT], [0, 0, 0, 0])
            total[0] += old[LAWFUL_DAY:LATE_DAY] != new[LAWFUL_DAY:LATE_DAY]
            total[1] += not old[LATE_DAY] and bool(new[LATE_DAY])
            total[2] += bool(old[LATE_DAY]) and not new[LATE_DAY]
            total[3] += bool(old[LATE_DAY] and new[LATE_DAY]) and \
                old[LATE_DAY:LATE_WHY + 1] != new[LATE_DAY:LATE_WHY + 1]
        names = ["lawful_due_changed", "becomes_late", "ceases_late", "late_on_another_day"]
        self.assertEqual({row["unit"]: [row[name] for name in names] for row in preview["units"]
                          if any(row[name] for name in names)},
                         {unit: total for unit, total in totals.items() if any(total)})
        for place, name in enumerate(names):
            self.assertEqual(preview["total"][name], sum(row[place] for row in totals.values()))

    def expect_a_part(self, place, change, whole):
        """Of one unit the same, and in other formats the same dossiers."""
        unit = "H08.12"
        self.assertEqual(place.preview(change, "--unit", unit)["dossiers"],
                         [row for row in whole["dossiers"] if row["unit"] == unit])
        self.assertEqual(place.preview(change, "--unit", "H08")["total"], whole["total"])
        kind, file = change(place)
        table = place.ask("preview", f"--{kind}", file, "--format", "csv").splitlines()
        self.assertEqual([row.split(",")[0] for row in table[1:]],
                         [row["code"] for row in whole["dossiers"]])
        text = place.ask("preview", f"--{kind}", file)
        self.assertEqual(text.count("theo QĐ 766"), len(whole["dossiers"]))

    def test_known_late_is_as_if_known_from_the_start(self):
        with Place() as place:
            place.send_year()
            place.wait()
            state, rows = place.state(), place.rows()
            for change in Place.CHANGES:
                name = change.__name__
                preview = place.preview(change)
                self.expect_a_part(place, change, preview)
                self.assertEqual(place.rows(), rows, "a preview changes something")
                place.make(change)
                place.wait()
                place.recount()
                before, rows_before, state, rows = state, rows, place.state(), place.rows()
                changed = {key for key, row in state.items() if row != before[key]}
                lawful = [key for key in changed if state[key][LAWFUL_DAY] != before[key][LAWFUL_DAY]]
                late = [key for key in changed if state[key][LATE_DAY] != before[key][LATE_DAY]]
                print(f"{name}: {len(changed)} changed, {len(lawful)} due on another day, "
                      f"{len(late)} by another verdict")
                self.assertTrue(lawful and late, name)
                self.expect_as_previewed(preview, before, state)
                if change is Place.day_off:
                    self.assertEqual([before[key] for key in changed
                                      if not self.touched_by_day_off(before[key])], [])
                # Whoever is judged as before keeps his row, not only what it says.
                written = {key for key, row in rows.items() if row[0] != rows_before[key][0]}
                self.assertEqual(written, {key for key, row in rows.items()
                                           if row[1] != rows_before[key][1]}, name)
                self.assertTrue(changed <= written, name)
            self.expect_the_same(place)

    def positions(self, place):
        text = place.query("SELECT partition, delta_end, calendar_end - calendar_at, "
                           "(SELECT log_at FROM report.internal_position WHERE partition = 0) "
                           "- catalogue_at FROM report.internal_position WHERE partition > 0")
        rows = ([int(cell) for cell in line.split("|")] for line in text.splitlines())
        return {row[0]: row[1:] for row in rows}

    def pending(self, place):
        return any(row[1] + row[2] > 0 for row in self.positions(place).values())

    def kill_in_the_middle(self, place, before):
        """When deltas of a pass are out that has not come to its end."""
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            now = self.positions(place)
            if any(now[p][0] > before[p][0] and now[p][1] + now[p][2] > 0 for p in now):
                place.kill("tracker")
                return
        raise AssertionError("the middle of the pass was missed")

    def test_kills_in_the_middle_change_nothing(self):
        with Place() as place:
            place.send_year()
            place.wait()
            for change in Place.CHANGES[:2]:
                before = self.positions(place)
                place.make(change)
                self.kill_in_the_middle(place, before)
                self.assertTrue(self.pending(place), "the pass was over")
                # Who asks meanwhile is told so.
                told = place.run("wait", "--timeout", "1s", status=1).stderr
                self.assertIn("the catalogue or the calendar", told)
                self.assertGreater(sum(row["calendar_pending"] + row["catalogue_pending"]
                                       for row in place.status()["positions"]), 0)
                # Once more, wherever it is then: the pass begins anew with every start.
                place.restart("tracker")
                time.sleep(0.3)
                place.kill("tracker")
                place.restart("tracker")
                place.wait()
                place.recount()
            place.make(Place.limit)
            place.wait()
            place.recount()
            self.expect_the_same(place)


if __name__ == "__main__":
    unittest.main(verbosity=2)
