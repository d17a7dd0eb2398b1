#!/usr/bin/env python3
"""
How the services live: SIGTERM drains, a standby takes over, a source is known at once, a wrong
setting is named, and two trials stand side by side.
"""
import json
import os
import pathlib
import signal
import subprocess
import tempfile
import time
import unittest

import trial


def fact(number, type_="dossier.received", data=None, subject=None, **changes):
    return json.dumps({
        "specversion": "1.0", "id": f"f-{number}", "source": "binhdinh", "type": type_,
        "time": "2023-02-01T08:35:10+07:00", "subject": subject or f"H08-{number:05}",
        "data": data or {"procedure": "1.001193", "unit": "H08.12", "channel": "online"},
        **changes})


class Life(unittest.TestCase):
    def write(self, folder, lines, name="facts.jsonl"):
        file = pathlib.Path(folder) / name
        file.write_text("".join(line + "\n" for line in lines))
        return file

    def test_sigterm_drains_and_ends_well(self):
        with tempfile.TemporaryDirectory() as folder, trial.Trial() as place:
            place.add_source()
            place.send(self.write(folder, map(fact, range(3000))))
            for service in ("intake", "tracker", "aggregator", "scorer", "reporter"):
                pid = int((place.place / "pids" / service).read_text())
                os.kill(pid, signal.SIGTERM)
                for _ in range(100):
                    if not place.alive(pid):
                        break
                    time.sleep(0.1)
                log = (place.place / "logs" / f"{service}.log").read_text()
                self.assertIn("event=stop", log, service)
                self.assertNotIn("level=error", log, service)
            place.shell("place_paths; services_start")
            place.wait()
            place.recount()
            self.assertEqual(place.query("SELECT sum(received) FROM report.day_counts"), "3000")

    def test_a_standby_takes_over(self):
        with tempfile.TemporaryDirectory() as folder, trial.Trial() as place:
            place.add_source()
            standby = place.second("tracker", TRACKER_STREAM="ipc://{sockets}/standby.sock")
            try:
                place.send(self.write(folder, map(fact, range(500))))
                place.wait()
                place.kill("tracker")
                place.send(self.write(folder, map(fact, range(500, 900)), "more.jsonl"))
                for _ in range(300):
                    if place.query("SELECT sum(stored) FROM report.ledger") == "900":
                        break
                    time.sleep(0.1)
                self.assertEqual(place.query("SELECT sum(stored) FROM report.ledger"), "900")
                place.recount()
            finally:
                standby.terminate()
                standby.wait(timeout=60)
            self.assertEqual(standby.returncode, 0)
            place.restart("tracker")
            place.wait()
            place.recount()

    def test_old_blocks_are_joined_under_a_reader(self):
        with tempfile.TemporaryDirectory() as folder, trial.Trial() as place:
            place.add_source()
            place.shell("place_paths; service_stop intake; service_stop tracker")
            intake = place.second("intake", INTAKE_JOIN_AFTER="1ms")
            try:
                place.restart("tracker")
                for number in range(30):
                    facts = map(fact, range(number * 600, (number + 1) * 600))
                    place.send(self.write(folder, facts, f"{number}.jsonl"))
                    if number == 15:  # A reader that stands in the middle of what is joined.
                        place.kill("tracker")
                blocks = "SELECT count(*) FROM report.internal_log_blocks"
                before = int(place.query(blocks))
                for _ in range(300):
                    if int(place.query(blocks)) < before / 2:
                        break
                    time.sleep(0.1)
                self.assertLess(int(place.query(blocks)), before / 2)
                place.restart("tracker")
                place.wait()
                place.recount()
                self.assertEqual(place.query("SELECT sum(received) FROM report.day_counts"),
                                 "18000")
            finally:
                intake.terminate()
                intake.wait(timeout=60)
            self.assertEqual(intake.returncode, 0)

    def test_a_wrong_setting_is_named(self):
        with trial.Trial() as place:
            done = subprocess.run([place.place / "bin" / "thuocdo-tracker"],
                                  env={"TRACKER_DATABASE": "x", "TRACKER_RESIDENT_MIB": "many"},
                                  stderr=subprocess.PIPE, text=True)
            self.assertEqual(done.returncode, 1)
            self.assertIn("TRACKER_RESIDENT_MIB: 'many' will not do", done.stderr)
            done = subprocess.run([place.place / "bin" / "thuocdo-intake", "--check-config"],
                                  env={"INTAKE_DATABASE": "secret"}, stdout=subprocess.PIPE,
                                  text=True)
            self.assertEqual(done.returncode, 0)
            self.assertNotIn("secret", done.stdout)
            self.assertIn("INTAKE_LISTEN=ipc:///run/thuocdo/intake.sock", done.stdout)

    def test_a_unit_named_late_leaves_the_unmapped_row(self):
        with tempfile.TemporaryDirectory() as folder, trial.Trial() as place:
            place.add_source()
            opened = [fact(1, "unit.opened", {"name_vi": "Tỉnh", "level": "province"}, "H08",
                           time="2020-01-01T00:00:00+07:00")]
            place.send(self.write(folder, opened + [fact(number) for number in range(10, 14)]))
            place.wait()
            rows = json.loads(place.report("agency-table"))["rows"]
            self.assertEqual([(row["code"], row["cells"]["received_new"]) for row in rows
                              if row["cells"]["received_new"]], [("unmapped", 4), ("total", 4)])
            place.send(self.write(folder, [fact(
                2, "unit.opened", {"name_vi": "Sở Tư pháp", "parent": "H08",
                                   "level": "department"}, "H08.12",
                time="2020-01-01T00:00:00+07:00")], "unit.jsonl"))
            place.wait()
            rows = json.loads(place.report("agency-table"))["rows"]
            self.assertEqual([(row["code"], row["label"], row["cells"]["received_new"])
                              for row in rows],
                             [("H08.12", "Sở Tư pháp", 4), ("total", "Tổng số", 4)])

    def test_a_procedure_published_late_posts_its_dossiers_again(self):
        with tempfile.TemporaryDirectory() as folder, trial.Trial() as place:
            place.add_source()
            place.send(self.write(folder, map(fact, range(700))))
            place.wait()
            self.assertEqual(place.query("SELECT coalesce(sum(received_fee_due), 0) "
                                         "FROM report.day_counts"), "0")
            place.send(self.write(folder, [fact(
                9000, "procedure.published",
                {"name_vi": "Đăng ký khai sinh", "field": "Hộ tịch", "service_level": "full",
                 "limit": {"n": 1, "unit": "working_day"}, "fee": True}, "1.001193",
                time="2022-01-01T00:00:00+07:00")], "catalogue.jsonl"))
            place.wait()
            self.assertEqual(place.query("SELECT sum(received_fee_due) "
                                         "FROM report.day_counts"), "700")
            place.recount()


if __name__ == "__main__":
    unittest.main(verbosity=2)
