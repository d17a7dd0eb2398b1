#!/usr/bin/env python3
"""
The whole year through the real services: the published tables come out, by both routes, and
whatever happens to the facts on their way.
"""
import csv
import json
import random
import sys
import threading
import unittest

import trial

sys.path.insert(0, str(trial.ROOT / "tests" / "oracle"))

FIXTURES = trial.ROOT / "tests" / "fixtures"
COUNTED = ["received_total", "received_new", "received_online", "carried_in", "resolved_total",
           "resolved_on_or_before_due", "resolved_late", "in_progress_total",
           "in_progress_not_due", "in_progress_overdue"]
PAID = ["online_tx_count", "online_tx_amount_vnd", "direct_tx_count", "direct_tx_amount_vnd"]


def published(name):
    with open(FIXTURES / name, encoding="utf-8") as file:
        return list(csv.DictReader(file))


def half_up(numerator, denominator):
    """A percentage with one decimal, half up, as exact integers; None without a denominator."""
    if denominator == 0:
        return None
    return (2000 * numerator + denominator) // (2 * denominator) / 10


def rows_of(text):
    return json.loads(text)["rows"]


class PublishedYear(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.year = trial.year()
        with trial.Trial() as place:
            place.add_source()
            place.send(cls.year / "organisation.jsonl")
            place.send(cls.year / "facts.jsonl")
            # No printed cell counts it: the other tests come to the same tables without it.
            place.send(cls.year / "feedback.jsonl")
            place.wait()
            place.recount()
            cls.appendix1 = place.report("agency-table")
            cls.appendix2 = place.report("payments")
            cls.by_field = place.report("II.06a")
            cls.by_unit = place.report("II.06a", "--rows", "units")
            cls.csv = place.ask("report", "agency-table", "--from", trial.FROM, "--to", trial.TO,
                                "--format", "csv")
            cls.text = place.ask("report", "agency-table", "--from", trial.FROM, "--to", trial.TO)
            cls.ledger = place.ledger()
            cls.check_cells(place)

    @classmethod
    def check_cells(cls, place):
        """The dossiers behind a cell are as many as the cell says."""
        for cell, expected in (("H08.01:received_total", 458), ("H08.05:resolved_late", 12),
                               ("H08.04:in_progress_total", 858), ("total:resolved_late", 46)):
            listed = json.loads(place.ask(
                "dossiers", "--form", "agency-table", "--cell", cell, "--from", trial.FROM,
                "--to", trial.TO, "--format", "json"))
            assert len(listed["dossiers"]) == expected, (cell, len(listed["dossiers"]))

    def test_appendix_one_is_the_published_one(self):
        witness = published("binhdinh_2023_implied_counts.csv")
        rows = rows_of(self.appendix1)
        self.assertEqual(len(rows), 19)
        for row, print_, counts in zip(rows, published("binhdinh_2023_appendix1.csv"), witness):
            for column in COUNTED:
                self.assertEqual(row["cells"][column], int(print_[column]),
                                 (row["label"], column))
            online, new = int(print_["received_online"]), int(print_["received_new"])
            self.assertEqual(row["cells"]["pct_received_online"], half_up(online, new))
            self.assertEqual(
                row["cells"]["pct_online_payment"],
                half_up(int(counts["c14_online_transactions"]),
                        int(counts["c14_fee_dossiers_witness"])), row["label"])
            self.assertEqual(row["cells"]["pct_digitised"],
                             half_up(int(counts["c16_digitised_witness"]), new), row["label"])

    def test_appendix_two_is_the_published_one_to_the_dong(self):
        rows = rows_of(self.appendix2)
        self.assertEqual(len(rows), 19)
        for row, print_ in zip(rows, published("binhdinh_2023_appendix2.csv")):
            for column in PAID:
                self.assertEqual(row["cells"][column], int(print_[column]), row["label"])

    def test_no_value_prints_as_the_form_says(self):
        education = rows_of(self.appendix1)[3]
        self.assertIsNone(education["cells"]["pct_online_payment"])
        line = [line for line in self.csv.splitlines() if '"H08.04"' in line][0]
        self.assertIn(",98.3,,", line)
        printed = [line for line in self.text.splitlines() if "Giáo dục" in line][0]
        self.assertIn("│     0,0 │", printed)

    def test_the_ledger_balances(self):
        ledger = self.ledger
        self.assertEqual(ledger["sent"] + ledger["derived"],
                         ledger["stored"] + ledger["duplicate"] + ledger["rejected"]
                         + ledger["held"] + ledger["waiting"])
        self.assertEqual(ledger["waiting"], 0)
        self.assertEqual(ledger["rejected"], 0)

    def test_national_records_give_the_same_tables(self):
        with trial.Trial() as place:
            place.add_source()
            for name in ("organisation", "national", "payments"):
                place.send(self.year / f"{name}.jsonl")
            place.wait()
            place.recount()
            self.assertEqual(place.report("agency-table"), self.appendix1)
            self.assertEqual(place.report("payments"), self.appendix2)

    def test_order_and_repetition_make_no_difference(self):
        lines = (self.year / "facts.jsonl").read_bytes().splitlines(keepends=True)
        random.Random(766).shuffle(lines)
        late, rest = lines[:len(lines) // 10], lines[len(lines) // 10:]
        folder = self.year
        files = [folder / f"part{number}.jsonl" for number in range(3)]
        for number, file in enumerate(files):
            file.write_bytes(b"".join(rest[number::3]))
        (folder / "late.jsonl").write_bytes(b"".join(late))
        with trial.Trial() as place:
            place.add_source()
            sends = [place.start("send", str(file), "--source", "binhdinh", "--quiet")
                     for file in files]
            threads = [threading.Thread(target=send.communicate) for send in sends]
            for thread in threads:
                thread.start()
            # Units, procedures and fees may come last of all.
            place.recount()
            for thread in threads:
                thread.join()
            self.assertEqual([send.returncode for send in sends], [0, 0, 0])
            place.send(folder / "late.jsonl")
            place.recount()
            place.send(folder / "facts.jsonl")
            place.send(folder / "organisation.jsonl")
            place.wait()
            place.recount()
            self.assertEqual(place.report("agency-table"), self.appendix1)
            self.assertEqual(place.report("payments"), self.appendix2)
            self.assertEqual(place.report("II.06a"), self.by_field)
            self.assertEqual(place.report("II.06a", "--rows", "units"), self.by_unit)
        for file in [*files, folder / "late.jsonl"]:
            file.unlink()


if __name__ == "__main__":
    unittest.main(verbosity=2)
