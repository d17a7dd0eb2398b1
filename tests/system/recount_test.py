#!/usr/bin/env python3
"""
Recounting in the background: 0 differences while facts stream in, every planted one published.
"""
import json
import os
import pathlib
import re
import signal
import subprocess
import tempfile
import time
import unittest

import trial

FACTS = 4000
SAMPLE = re.compile(r"^(thuocdo_recount_[a-z_]+)(?:\{partition=\"(\d+)\"\})? ([0-9.]+)$")


def received(number):
    return json.dumps({
        "specversion": "1.0", "id": f"r-{number}", "source": "binhdinh",
        "type": "dossier.received", "time": "2023-02-01T08:35:10+07:00",
        "subject": f"H08-{number:05}",
        "data": {"procedure": "1.001193", "unit": f"H08.{number % 7}", "channel": "online"}})


class Background:
    """`thuocdo recount --every` beside the trial, and what it publishes."""

    def __init__(self, place, folder, *arguments):
        self.file = pathlib.Path(folder) / "recount.prom"
        self.log = pathlib.Path(folder) / "recount.log"
        self.file.unlink(missing_ok=True)
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                ["thuocdo", "recount", "--every", "100ms", "--pace", "100", "--metrics", self.file,
                 *arguments], env=place.environment, stdout=subprocess.DEVNULL, stderr=log)

    def __enter__(self):
        return self

    def __exit__(self, *rest):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()

    def samples(self):
        """{name: {partition: value}} of one moment; every line has to be one that is known."""
        found = {}
        text = self.file.read_text() if self.file.exists() else ""
        for line in text.splitlines():
            if not line.startswith("#"):
                name, partition, value = SAMPLE.match(line).groups()
                found.setdefault(name.removeprefix("thuocdo_recount_"), {})[partition] = float(value)
        return found

    def rounds(self):
        return self.log.read_text().count("event=recount ")

    def await_rounds(self, count):
        until = self.rounds() + count
        for _ in range(1200):
            if self.rounds() >= until:
                return self.samples()
            assert self.process.poll() is None, self.log.read_text()
            time.sleep(0.1)
        raise AssertionError(f"no {count} rounds in two minutes:\n{self.log.read_text()}")


class Recount(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def write(self, numbers):
        file = pathlib.Path(self.folder) / f"{numbers.start}.jsonl"
        file.write_text("".join(received(number) + "\n" for number in numbers))
        return file

    def owner(self, place, sql):
        return place.shell(f"place_paths; owner_psql thuocdo -c \"{sql}\"").strip()

    def test_nothing_differs_while_facts_stream_in(self):
        with trial.Trial() as place:
            place.add_source()
            with Background(place, self.folder) as background:
                background.await_rounds(1)
                rounds = background.rounds()
                for start in range(0, FACTS, 200):
                    place.send(self.write(range(start, start + 200)))
                    self.assertEqual(sum(background.samples()["differences"].values()), 0)
                self.assertGreater(background.rounds(), rounds, "no round fell into the stream")
                place.wait()
                last = background.await_rounds(2)
                self.assertNotIn("event=difference", background.log.read_text())
                self.assertEqual(sum(last["dossiers"].values()), FACTS)
                self.assertEqual(set(last["differences"]), {"0", "1", "2", "3", "4"})
                self.assertLess(abs(last["last_success_timestamp_seconds"][None] - time.time()), 60)
                self.assertGreater(last["duration_seconds"][None], 0)
                self.assertEqual(os.getpriority(os.PRIO_PROCESS, background.process.pid), 19)
                self.assertFalse(background.file.with_suffix(".prom.new").exists())

    PLANTED = {
        "a sum of a day by procedure":
            "INSERT INTO aggregator.sum_cell_day (partition, unit, procedure, channel, system, "
            "start, received) VALUES (3, 'H08.1', '1.001193', 2, 'binhdinh', '2023-02-01', {}1)",
        "a sum of a month by unit":
            "UPDATE aggregator.sum_unit SET received = received {} 1 WHERE partition = 3 AND "
            "step = 2 AND unit = 'H08.1'",
        "a posting":
            "UPDATE tracker.dossier SET fact_count = fact_count, facts = CASE '{}' WHEN '+' THEN "
            "''::bytea ELSE (SELECT facts FROM tracker.dossier WHERE partition = 3 AND dossier = 2)"
            " END WHERE partition = 3 AND dossier = 1",
    }

    def test_what_is_planted_is_published(self):
        with trial.Trial() as place:
            place.add_source()
            place.send(self.write(range(200)))
            place.wait()
            kept = self.owner(place, "SELECT encode(facts, 'hex') FROM tracker.dossier "
                                     "WHERE partition = 3 AND dossier = 1")
            with Background(place, self.folder) as background:
                for what, statement in self.PLANTED.items():
                    self.owner(place, statement.format("+"))
                    found = background.await_rounds(2)["differences"]
                    self.assertGreater(found["3"], 0, what)
                    self.assertEqual(sum(found.values()), found["3"], what)
                    self.assertIn("event=difference", background.log.read_text(), what)
                    if what == "a posting":
                        self.owner(place, "UPDATE tracker.dossier SET facts = decode('"
                                   f"{kept}', 'hex') WHERE partition = 3 AND dossier = 1")
                    else:
                        self.owner(place, statement.format("-"))
                    found = background.await_rounds(2)["differences"]
                    self.assertEqual(sum(found.values()), 0, what)
                self.owner(place, "UPDATE intake.producer SET logged = logged + 1")
                found = background.await_rounds(2)["differences"]
                self.assertEqual((found["0"], sum(found.values())), (1, 1))

    def test_it_outlives_the_database_and_ends_at_once(self):
        with trial.Trial() as place:
            place.add_source()
            place.send(self.write(range(200)))
            place.wait()
            with Background(place, self.folder) as background:
                background.await_rounds(1)
                place.kill_database()
                place.restart("database")
                background.await_rounds(2)
                self.assertIn("outcome=retry", background.log.read_text())
            # Whatever it does: rests for a long time, or works.
            with Background(place, self.folder, "--every", "1h", "--pace", "1") as background:
                for _ in range(600):
                    if background.samples().get("differences"):
                        break
                    time.sleep(0.1)
                began = time.monotonic()
                background.process.send_signal(signal.SIGTERM)
                self.assertEqual(background.process.wait(timeout=60), 0)
                self.assertLess(time.monotonic() - began, 2)


if __name__ == "__main__":
    unittest.main(verbosity=2)
