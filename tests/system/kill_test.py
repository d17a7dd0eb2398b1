#!/usr/bin/env python3
"""
kill -9 of every service and of PostgreSQL in turn while facts stream in: the same tables, and a
ledger that balances.
"""
import random
import time
import unittest

import trial

ROUNDS = 2
TARGETS = ["tracker", "aggregator", "intake", "database", "scorer", "reporter"]


class Kill(unittest.TestCase):
    def test_kills_change_nothing(self):
        year = trial.year()
        chance = random.Random(8)
        with trial.Trial() as place:
            place.add_source()
            place.send(year / "organisation.jsonl")
            place.send(year / "facts.jsonl")
            place.wait()
            whole = [place.report("agency-table"), place.report("payments"),
                     place.report("II.06a")]
            ledger = place.ledger()
        with trial.Trial() as place:
            place.add_source()
            place.send(year / "organisation.jsonl")
            send = place.start("send", str(year / "facts.jsonl"), "--source", "binhdinh",
                               "--quiet")
            for target in TARGETS * ROUNDS:
                time.sleep(chance.uniform(0.1, 0.6))
                if target == "database":
                    place.kill_database()
                else:
                    place.kill(target)
                time.sleep(chance.uniform(0, 0.3))
                place.restart(target)
            _, errors = send.communicate()
            self.assertEqual(send.returncode, 0, errors)
            place.wait()
            place.recount()
            self.assertEqual([place.report("agency-table"), place.report("payments"),
                              place.report("II.06a")], whole)
            self.assertEqual(place.ledger(), ledger)

    def test_an_interrupted_send_goes_on_where_it_stopped(self):
        year = trial.year()
        with trial.Trial() as place:
            place.add_source()
            place.send(year / "organisation.jsonl")
            for _ in range(3):
                send = place.start("send", str(year / "facts.jsonl"), "--source", "binhdinh",
                                   "--quiet")
                time.sleep(0.7)
                send.kill()
                send.communicate()
            place.send(year / "facts.jsonl")
            place.wait()
            place.recount()
            lines = sum((year / name).read_bytes().count(b"\n")
                        for name in ("facts.jsonl", "organisation.jsonl"))
            self.assertEqual(place.ledger()["sent"], lines)


if __name__ == "__main__":
    unittest.main(verbosity=2)
