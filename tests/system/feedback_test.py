#!/usr/bin/env python3
"""
Feedback about offices and dossiers: a complaint reaches every dossier of its code, in whatever
order and through whatever kills.
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
