#!/usr/bin/env python3
"""
Feedback about offices and dossiers: its limits, its figures, its telling; a complaint reaches every
dossier of its code, in whatever order and through whatever kills.
"""
import json
import pathlib
import random
import tempfile
import time
import unittest

import trial


def fact(source, id_, type_, subject, data, moment="2023-02-01T08:35:10+07:00"):
    return json.dumps({"specversion": "1.0", "id": id_, "source": source, "type": type_,
                       "time": moment, "subject": subject, "data": data})


def dossier(source, code, id_="r"):
    return fact(source, id_, "dossier.received", code,
                {"procedure": "1.001193", "unit": "H08.12", "channel": "online"})


def feedback(source, number, moment="2023-02-01T08:35:10+07:00", id_="p", **data):
    return fact(source, id_, "feedback.received", number,
                {"unit": "H08.12", "about": "staff", **data}, moment)


def step(source, number, step_, moment):
    return fact(source, f"s-{step_}-{moment}", "feedback.step", number, {"step": step_}, moment)


def closed(source, number, verdict, moment):
    return fact(source, f"c-{moment}", "feedback.closed", number, {"verdict": verdict}, moment)


# Mark and day of what is posted, as the page tests/golden/tracker_feedback.txt explains it.
LIVES = {
    "PA-in-time": (
        [feedback("pakn", "PA-in-time", "2026-03-02T08:00:00+07:00", about="procedure"),
         step("pakn", "PA-in-time", "supplement_requested", "2026-03-04T09:00:00+07:00"),
         step("pakn", "PA-in-time", "supplemented", "2026-03-09T09:00:00+07:00"),
         step("pakn", "PA-in-time", "answered", "2026-03-26T16:00:00+07:00"),
         closed("pakn", "PA-in-time", "satisfied", "2026-03-28T09:00:00+07:00")],
        {"feedback_received_procedure 2026-03-02", "feedback_answered 2026-03-26",
         "feedback_ended_on_time 2026-03-26", "feedback_satisfied 2026-03-28"}),
    "PA-late": (
        [feedback("pakn", "PA-late", "2026-03-02T08:00:00+07:00"),
         step("pakn", "PA-late", "answered", "2026-03-26T16:00:00+07:00")],
        {"feedback_received_staff 2026-03-02", "feedback_bad 2026-03-02",
         "feedback_overdue_in 2026-03-24", "feedback_overdue_out 2026-03-26",
         "feedback_answered 2026-03-26", "feedback_ended_late 2026-03-26"}),
    "PA-refused": (
        [feedback("pakn", "PA-refused", "2026-02-13T17:01:00+07:00"),
         step("pakn", "PA-refused", "refused", "2026-02-24T17:00:00+07:00")],
        {"feedback_received_staff 2026-02-13", "feedback_refused 2026-02-24",
         "feedback_ended_on_time 2026-02-24"}),
    "PA-open": (
        [feedback("pakn", "PA-open", "2026-03-02T08:00:00+07:00")],
        {"feedback_received_staff 2026-03-02", "feedback_overdue_in 2026-03-24"}),
    "PA-unknown": ([step("pakn", "PA-unknown", "answered", "2026-03-04T09:00:00+07:00")], set()),
}


class Feedback(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.files = 0

    def send(self, place, source, lines, **options):
        self.files += 1
        file = self.folder / f"{self.files}.jsonl"
        file.write_text("".join(line + "\n" for line in lines))
        place.send(file, source=source, **options)

    def complaints(self, place, code):
        """Who complains about each dossier of the code."""
        told = json.loads(place.ask("dossier", code, "--format", "json"))
        return {one["source"]: sorted((fact["source"], fact["data"]["feedback"])
                                      for fact in one["facts"]
                                      if fact["type"] == "dossier.complained") for one in told}

    def marks(self, place):
        """Every mark of feedback with its day and how many there are."""
        return dict(line.rsplit("|", 1) for line in place.query(
            "SELECT mark || ' ' || start, sum(n) FROM report.sum_mark WHERE step = 1 "
            "AND mark LIKE 'feedback%' GROUP BY 1 HAVING sum(n) <> 0").splitlines())

    def expected(self, numbers):
        counts = {}
        for number in numbers:
            for mark in LIVES[number][1]:
                counts[mark] = str(int(counts.get(mark, 0)) + 1)
        return counts

    def test_feedback_is_counted_by_its_limits(self):
        chance = random.Random(5)
        lines = [line for facts, _ in LIVES.values() for line in facts]
        lines += chance.sample(lines, 4)
        chance.shuffle(lines)
        with trial.Trial() as place:
            place.add_source("pakn")
            for start in range(0, len(lines), 3):
                self.send(place, "pakn", lines[start:start + 3])
                if start % 2:
                    place.kill("tracker")
                    place.restart("tracker")
            place.wait()
            place.recount()
            self.assertEqual(self.marks(place), self.expected(LIVES))
            ledger = place.ledger("pakn")
            self.assertEqual((ledger["stored"], ledger["duplicate"]), (len(lines) - 4, 4))
            self.assertEqual(place.query("SELECT number, standing, outcome, late, due_day "
                                         "FROM report.feedback ORDER BY number").splitlines(), [
                "PA-in-time|ended|answered|f|2026-03-26", "PA-late|ended|answered|t|2026-03-23",
                "PA-open|running|||2026-03-23", "PA-refused|ended|refused|f|2026-02-25",
                "PA-unknown|never_received|||"])
            self.assertEqual(place.query("SELECT count(*) FROM report.dossiers"), "0")
            self.tell(place)
            # Moved to another unit: the old figures go, the new ones come.
            self.send(place, "pakn", [feedback("pakn", "PA-open", "2026-03-09T08:00:00+07:00",
                                               id_="again", unit="H08.13")])
            place.wait()
            place.recount()
            moved = self.expected(set(LIVES) - {"PA-open"})
            moved["feedback_received_staff 2026-03-09"] = "1"
            moved["feedback_overdue_in 2026-03-31"] = "1"
            self.assertEqual(self.marks(place), moved)

    def tell(self, place):
        text = place.ask("feedback", "PA-in-time")
        self.assertIn("Tình trạng: đã trả lời, đúng hạn\n", text)
        self.assertIn("Trả lời: 15 ngày làm việc kể từ 08:00 ngày 02/03/2026, cộng 3 ngày làm việc "
                      "chờ công dân: đến hết 17:00 ngày 26/03/2026; thực hiện lúc 16:00:00 ngày "
                      "26/03/2026: đúng hạn\n", text)
        text = place.ask("feedback", "PA-refused")
        self.assertIn("2 ngày làm việc kể từ 17:01 ngày 13/02/2026 (ngoài giờ làm việc nên tính từ "
                      "07:30 ngày 23/02/2026): đến hết 17:00 ngày 25/02/2026", text)
        self.assertIn("Nghỉ ngày 17/02/2026: thứ Ba, Tết", text)
        told, = json.loads(place.ask("feedback", "PA-late", "--format", "json"))
        self.assertEqual(told["state"]["late"], True)
        self.assertEqual([(limit["limit"], limit["due"], limit["kept"], limit["counts"])
                          for limit in told["limits"]],
                         [("answer", "2026-03-23T17:00", False, True),
                          ("publication", "2026-03-30T17:00", None, False)])
        self.assertEqual({f"{one['measure']} {one['day']}" for one in told["contributions"]},
                         LIVES["PA-late"][1])
        self.assertTrue(told["posted_is_current"])
        place.run("feedback", "PA-none", status=1)
        place.run("dossier", "PA-late", status=1)

    def test_a_complaint_reaches_every_dossier_of_its_code(self):
        with trial.Trial() as place:
            for source in ("binhdinh", "bo", "pakn"):
                place.add_source(source)
            self.send(place, "binhdinh", [dossier("binhdinh", "HS-1"), dossier("binhdinh", "HS-2")])
            place.wait()
            self.send(place, "pakn", [feedback("pakn", "PA-1", dossier="HS-1"),
                                      feedback("pakn", "PA-2", dossier="HS-1"),
                                      feedback("pakn", "PA-3", dossier="HS-9")])
            self.send(place, "pakn", [feedback("pakn", "PA-1", dossier="HS-1")])
            self.send(place, "bo", [dossier("bo", "HS-1"), dossier("bo", "HS-9")])
            place.wait()
            two = [("pakn", "PA-1"), ("pakn", "PA-2")]
            self.assertEqual(self.complaints(place, "HS-1"), {"binhdinh": two, "bo": two})
            self.assertEqual(self.complaints(place, "HS-2"), {"binhdinh": []})
            self.assertEqual(self.complaints(place, "HS-9"), {"bo": [("pakn", "PA-3")]})
            ledger = place.ledger("pakn")
            self.assertEqual((ledger["stored"], ledger["duplicate"], ledger["rejected"]), (6, 2, 0))
            self.assertIn("; hệ thống pakn", place.ask("dossier", "HS-1", "--source", "bo"))
            place.recount()

    def test_kills_lose_no_complaint(self):
        chance = random.Random(11)
        lines = [("binhdinh", dossier("binhdinh", f"HS-{number}")) for number in range(400)]
        lines += [("bo", dossier("bo", f"HS-{number}")) for number in range(0, 400, 2)]
        lines += [("pakn", feedback("pakn", f"PA-{number}", dossier=f"HS-{number % 300}"))
                  for number in range(600)]
        lines += chance.sample(lines, 200)
        chance.shuffle(lines)
        with trial.Trial() as place:
            for source in ("binhdinh", "bo", "pakn"):
                place.add_source(source)
            for start in range(0, len(lines), 200):
                for source in ("binhdinh", "bo", "pakn"):
                    self.send(place, source, [line for sender, line in lines[start:start + 200]
                                              if sender == source])
                time.sleep(chance.uniform(0, 0.2))
                place.kill("tracker")
                place.restart("tracker")
            place.wait()
            place.recount()
            for number in (0, 1, 299, 300, 399):
                about = sorted(("pakn", f"PA-{one}") for one in range(600) if one % 300 == number)
                held = self.complaints(place, f"HS-{number}")
                self.assertEqual(held, {source: about for source in held})
                self.assertEqual(len(held), 1 + (number % 2 == 0))


if __name__ == "__main__":
    unittest.main(verbosity=2)
