#!/usr/bin/env python3
"""
A record at which the tracker ends every time: it is set aside after three tries, nobody else
waits for it, it shows in the ledger, and it is put back once the program is mended.
"""
import json
import os
import pathlib
import shutil
import tempfile
import time
import unittest

import trial


def received(number, subject):
    return json.dumps({
        "specversion": "1.0", "id": f"f-{number}", "source": "binhdinh",
        "type": "dossier.received", "time": "2023-02-01T08:35:10+07:00", "subject": subject,
        "data": {"procedure": "1.001193", "unit": "H08.12", "channel": "online"}})


class Poison(unittest.TestCase):
    def program(self, place, poisoned):
        name = "thuocdo-tracker"
        built = pathlib.Path(place.build)
        source = built / "tests/system" / (name + "-poisoned") if poisoned \
            else built / "services/tracker" / name
        target = place.place / "bin" / name
        target.unlink()
        shutil.copy(source, target)
        os.chmod(target, 0o755)

    def revive_until_quiet(self, place):
        """What a supervisor does: starts the tracker again whenever it has ended."""
        deaths = 0
        for _ in range(600):
            pid = int((place.place / "pids" / "tracker").read_text())
            if not place.alive(pid):
                deaths += 1
                try:
                    place.restart("tracker")
                except AssertionError:
                    continue
            if place.query("SELECT count(*) FROM report.rejects WHERE kind = 'held'") == "1":
                return deaths
            time.sleep(0.1)
        self.fail(f"nothing was held after {deaths} deaths")

    def test_poison_is_held_and_nobody_else_waits(self):
        with tempfile.TemporaryDirectory() as folder, trial.Trial() as place:
            place.add_source()
            file = pathlib.Path(folder) / "facts.jsonl"
            subjects = [f"H08-{number:04}" for number in range(200)]
            subjects.insert(100, "poison")
            file.write_text("".join(received(number, subject) + "\n"
                                    for number, subject in enumerate(subjects)))
            place.shell("place_paths; service_stop tracker")
            self.program(place, poisoned=True)
            place.restart("tracker")
            place.send(file)
            self.assertGreaterEqual(self.revive_until_quiet(place), 3)
            place.wait()
            ledger = place.ledger()
            self.assertEqual((ledger["stored"], ledger["held"]), (200, 1))
            place.recount()
            self.assertEqual(place.query("SELECT sum(received) FROM report.day_counts"), "200")

            place.shell("place_paths; service_stop tracker")
            self.program(place, poisoned=False)
            place.restart("tracker")
            held = place.query("SELECT partition || ':' || position FROM report.rejects "
                               "WHERE kind = 'held'")
            place.run("rejects", "--retry", held)
            for _ in range(100):
                if place.ledger()["held"] == 0:
                    break
                time.sleep(0.1)
            place.wait()
            ledger = place.ledger()
            self.assertEqual((ledger["stored"], ledger["held"]), (201, 0))
            self.assertEqual(place.query("SELECT sum(received) FROM report.day_counts"), "201")
            place.recount()


if __name__ == "__main__":
    unittest.main(verbosity=2)
