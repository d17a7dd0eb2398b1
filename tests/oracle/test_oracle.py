#!/usr/bin/env python3
"""Tests of the oracle itself: examples reasoned by hand, and properties under weather."""
import itertools
import json
import os
import random
import unittest

import domain
import lines
import oracle
import tables
import weather

HERE = os.path.dirname(os.path.abspath(__file__))


def as_line(fact):
    return json.dumps(fact, ensure_ascii=False)


def fact_with(type="dossier.status", data=None, **envelope):
    fact = {"specversion": "1.0", "id": "1", "source": "mot-cua", "type": type,
            "time": "2023-02-01T08:00:00+07:00", "subject": "HS-1",
            "data": {"status": 2} if data is None else data}
    fact.update(envelope)
    return {name: value for name, value in fact.items() if value is not ...}


def day(text):
    return domain.read_date(text)


class Examples(unittest.TestCase):
    """Every example quotes the sentence that it proves."""

    def test_every_example(self):
        with open(os.path.join(HERE, "examples.json"), encoding="utf-8") as file:
            examples = json.load(file)
        self.assertGreaterEqual(len(examples), 60)
        for example in examples:
            with self.subTest(example["name"]):
                expect = dict(example["expect"])
                book = domain.Book(map(as_line, example["facts"]))
                self.assertEqual(book.rejections, [])
                set_aside = expect.pop("set_aside", {"duplicates": 0, "conflicts": 0})
                self.assertEqual(set_aside, {"duplicates": len(book.duplicates),
                                             "conflicts": len(book.conflicts)})
                [dossier] = book.fold()
                found = oracle.describe(dossier)
                self.assertEqual({name: found[name] for name in expect}, expect)


class Parsing(unittest.TestCase):
    def rejected(self, fact, field, rule):
        line = fact if isinstance(fact, (str, bytes)) else as_line(fact)
        self.assertEqual(domain.parse(line), domain.Rejection(field, rule), line)

    def test_rejections_name_the_field_and_the_rule(self):
        received = {"procedure": "1.01", "unit": "U1", "channel": "direct"}
        published = {"name_vi": "x", "field": "y", "service_level": "full",
                     "limit": {"n": 1, "unit": "day"}, "fee": True}
        for fact, field, rule in (
                ("{", "", "json"),
                ("[1]", "", "type"),
                ("[" * 100000, "", "json"),
                (b'{"id":"\xff"}', "", "utf-8"),
                ('{"id":"1","id":"2"}', "", "key twice"),
                ('{"id":NaN}', "", "json"),
                ('{"specversion":"1.0","id":"\\ud800"}', "id", "utf-8"),
                (fact_with(id=...), "id", "missing"),
                (fact_with(id=7), "id", "type"),
                (fact_with(id=""), "id", "empty"),
                (fact_with(id="x" * 65), "id", "length"),
                (fact_with(id="đ" * 33), "id", "length"),
                (fact_with(id="a\0"), "id", "utf-8"),
                (fact_with(specversion="0.3"), "specversion", "value"),
                (fact_with(type="dossier.lost"), "type", "value"),
                (fact_with(data=...), "data", "missing"),
                (fact_with(data=[]), "data", "type"),
                (fact_with(time="2023-02-01T08:00:00"), "time", "instant"),
                (fact_with(time="2023-02-29T08:00:00Z"), "time", "instant"),
                (fact_with(time="2023-02-01T24:00:00Z"), "time", "instant"),
                (fact_with(time="2023-02-01T08:00:60Z"), "time", "instant"),
                (fact_with(time="2023-02-01 08:00:00Z"), "time", "instant"),
                (fact_with(time="٢023-02-01T08:00:00Z"), "time", "instant"),
                (fact_with(data={}), "status", "missing"),
                (fact_with(data={"status": None}), "status", "missing"),
                (fact_with(data={"status": 0}), "status", "range"),
                (fact_with(data={"status": 11}), "status", "range"),
                (fact_with(data={"status": "2"}), "status", "type"),
                (fact_with(data={"status": True}), "status", "type"),
                (fact_with(data={"status": 2.0}), "status", "type"),
                (fact_with(data={"status": 2, "due": "8/2/2023"}), "due", "instant"),
                (fact_with(data={"status": 2, "due": "2023-13-01"}), "due", "date"),
                (fact_with(data={"status": 2, "on_spot": 1}), "on_spot", "type"),
                (fact_with("dossier.received", {**received, "channel": "fax"}), "channel", "value"),
                (fact_with("dossier.received", {**received, "channel": 1}), "channel", "type"),
                (fact_with("dossier.received", {**received, "unit": "x" * 101}), "unit", "length"),
                (fact_with("dossier.corrected", {}), "data", "corrects nothing"),
                (fact_with("dossier.corrected", {"note": "x"}), "data", "corrects nothing"),
                (fact_with("dossier.paid", {"amount": 2 ** 63, "channel": "cash"}), "amount", "range"),
                (fact_with("dossier.paid", {"amount": -1, "channel": "cash"}), "amount", "range"),
                (fact_with("dossier.snapshot", {"status": 2, "fees": {}}), "fees", "type"),
                (fact_with("dossier.snapshot", {"status": 2, "fees": [{"amount": 1}]}),
                 "fees.kind", "missing"),
                (fact_with("procedure.published", {**published, "limit": {"n": 1.5, "unit": "day"}}),
                 "limit.n", "type"),
                (fact_with("procedure.published", {**published, "decision_date": "soon"}),
                 "decision_date", "date"),
                (fact_with("unit.hours", {}), "data", "no hours"),
                (fact_with("unit.hours", {"mon": []}), "data", "no hours"),
                (fact_with("unit.hours", {"mon": [["08:00"]]}), "mon", "value"),
                (fact_with("unit.hours", {"mon": [["13:30", "17:00"], ["07:30", "11:30"]]}),
                 "mon", "value")):
            with self.subTest(fact=str(fact)[:80]):
                self.rejected(fact, field, rule)

    def test_content_is_canonical(self):
        fact = domain.parse(as_line(fact_with(
            data={"status": 9, "due": "2023-02-08", "note": "x", "officer_ref": None},
            time="2023-01-31t20:00:00.250-05:00", id="e\u0301")))
        self.assertEqual(fact.id, "\u00e9")
        self.assertEqual(domain.moment_text(fact.time), "2023-02-01T01:00:00.25Z")
        self.assertEqual(fact.data, {"status": 9, "due": domain.Due(day("2023-02-08"), None)})

    def test_the_shared_examples_of_what_is_taken(self):
        with open(os.path.join(HERE, "acceptance.json"), encoding="utf-8") as file:
            examples = json.load(file)
        self.assertGreaterEqual(len(examples), 70)
        for example in examples:
            with self.subTest(example["name"]):
                found = domain.parse(as_line(fact_with(example["type"], example["data"],
                                                       subject=example["subject"])))
                if example["field"]:
                    self.assertEqual(found, domain.Rejection(example["field"], example["rule"]))
                else:
                    self.assertIsInstance(found, domain.Fact)

    def test_a_feedback_and_a_figure_are_no_dossiers(self):
        figure = {"form": "f", "indicator": "i", "from": "2023-01-01", "to": "2023-03-31"}
        book = domain.Book(map(as_line, (
            fact_with("dossier.rated", {"level": 5}),
            fact_with("feedback.received", {"unit": "U1", "about": "staff"}, subject="PA-1"),
            fact_with("figure.reported", figure, subject="U1"))))
        self.assertEqual(book.rejections, [])
        [dossier] = book.fold()
        self.assertEqual(dossier.flags, {"never_received"})


def shapes(seed, wanted, most_facts):
    """The lines of single dossiers without conflicts: few facts, each dossier another shape."""
    maker = weather.Weather(seed)
    number = 0
    while wanted:
        number += 1
        facts = maker.dossier(number)
        book = domain.Book(map(as_line, facts))
        if len(book.dossiers) == 1 and not book.conflicts and 3 <= len(book.facts) <= most_facts:
            wanted -= 1
            by_id = {domain.read_id(fact["id"]): fact for fact in facts}
            yield maker, list(by_id.values())


class OrderOfArrival(unittest.TestCase):
    """Everything is a pure function of the set of facts: never of order or repetition."""

    def test_all_orders_with_a_duplicate(self):
        catalogue = [as_line(fact) for fact in weather.Weather(0).catalogue()]
        catalogue_facts = domain.Book(catalogue).catalogue
        for maker, facts in shapes(seed=11, wanted=50, most_facts=5):
            facts = facts + [maker.again(facts[0])]
            self.assertLessEqual(len(facts), 6)
            seen = set()
            parsed = [domain.parse(as_line(fact)) for fact in facts]
            for order in itertools.permutations(parsed):
                book = domain.Book()
                for fact in order:
                    book.take(fact)
                self.assertEqual((len(book.duplicates), len(book.conflicts)), (1, 0))
                dossier = domain.fold(list(book.facts.values()), catalogue_facts)
                seen.add(oracle.one_line(oracle.describe(dossier)))
            self.assertEqual(len(seen), 1, facts)

    def test_whole_weather_shuffled(self):
        """Conflicts apart (there the order decides), any order gives the same figures."""
        book = domain.Book(weather.Weather(12).lines(300))
        facts = list(book.facts.values())
        before = [oracle.describe(dossier) for dossier in book.fold()]
        for seed in range(5):
            random.Random(seed).shuffle(facts)
            other = domain.Book()
            for fact in facts:
                if fact.type.startswith("dossier."):
                    other.dossiers.setdefault((fact.source, fact.subject), []).append(fact)
            other.catalogue = domain.Catalogue(
                f for f in facts if not f.type.startswith("dossier."))
            self.assertEqual([oracle.describe(dossier) for dossier in other.fold()], before)

    def test_the_same_seed_gives_the_same_lines(self):
        self.assertEqual(list(weather.Weather(3).lines(50, broken=50)),
                         list(weather.Weather(3).lines(50, broken=50)))


class Verdicts(unittest.TestCase):
    def test_overdue_runs_day_by_day(self):
        """The runs are those found by looking at every single day."""
        book = domain.Book(weather.Weather(21).lines(800))
        first, last = day("2024-02-20"), day("2024-03-25")
        for dossier in book.fold():
            if not dossier.counted:
                continue
            evenings = [x for x in range(first, last) if dossier.overdue_at_end_of(x)]
            expected = []
            for x in evenings:
                if not expected or expected[-1][1] != x:
                    expected.append([x, x + 1])
                expected[-1][1] = x + 1
            found = [[a, last if b is None else b] for a, b in domain.overdue_runs(dossier)
                     if a < last]
            self.assertEqual(found, expected, (dossier.subject, dossier.state()))

    def test_waits_lie_within_receipt_and_end(self):
        for dossier in domain.Book(weather.Weather(22).lines(1500)).fold():
            after = dossier.received_at
            for wait in dossier.waits:
                self.assertLessEqual(after, wait.start)
                if wait.end is not None:
                    self.assertLessEqual(wait.start, wait.end)
                after = wait.end
            if dossier.ended_at is not None and dossier.waits:
                self.assertIsNotNone(dossier.waits[-1].end)
                self.assertLessEqual(dossier.waits[-1].end, dossier.ended_at)


class Tables(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.book = domain.Book(weather.Weather(31).lines(1200))
        cls.dossiers = cls.book.fold()

    def report(self, form, first, last, **more):
        return tables.report(form, self.dossiers, self.book.catalogue, day(first), day(last), **more)

    def test_half_up_on_exact_integers(self):
        for numerator, denominator, printed in ((1965, 2000, 98.3), (1, 3, 33.3), (2, 3, 66.7),
                                                (1, 2000, 0.1), (1, 2001, 0.0), (5, 5, 100.0),
                                                (0, 7, 0.0), (0, 0, None)):
            self.assertEqual(tables.percent(numerator, denominator), printed)

    def test_every_form_unit_and_period(self):
        """Both ways agree and all identities hold (else Broken is raised), for any range."""
        ends = ["2024-02-20", "2024-02-26", "2024-02-29", "2024-03-04", "2024-03-11", "2024-03-31"]
        sources = {"mot-cua": "H01.2", "bo-nganh": "H01"}
        for first, last in itertools.combinations_with_replacement(ends, 2):
            for unit in self.book.catalogue.known_units():
                self.report("agency-table", first, last, unit=unit, sources=sources,
                            population_from=day("2024-03-02"))
            for form in tables.COLUMNS:
                for rows in ("units", "fields"):
                    self.report(form, first, last, rows=rows)

    def test_adjacent_periods(self):
        """[F, M] then [M + 1, U] gives [F, U]."""
        whole = self.total("2024-02-25", "2024-03-10")
        for middle in range(day("2024-02-25"), day("2024-03-10")):
            left = self.total("2024-02-25", domain.day_text(middle))
            right = self.total(domain.day_text(middle + 1), "2024-03-10")
            for flow in ("online", "direct_post", "closed", "early", "on_time", "late"):
                self.assertEqual(left[flow] + right[flow], whole[flow])
            self.assertEqual(left["in_progress"], right["carried_over"])
            self.assertEqual(left["carried_over"], whole["carried_over"])
            for stock in ("in_progress", "in_term", "overdue"):
                self.assertEqual(right[stock], whole[stock])

    def total(self, first, last):
        return self.report("II.06a", first, last)["rows"][-1]["cells"]

    def test_identities_of_printed_cells(self):
        for row in self.report("II.06a", "2024-02-27", "2024-03-05")["rows"]:
            n = row["cells"]
            self.assertEqual(n["total"], n["online"] + n["direct_post"] + n["carried_over"])
            self.assertEqual(n["closed"], n["early"] + n["on_time"] + n["late"])
            self.assertEqual(n["in_progress"], n["in_term"] + n["overdue"])
            self.assertEqual(n["total"], n["closed"] + n["in_progress"])
        for row in self.report("agency-table", "2024-02-27", "2024-03-05")["rows"]:
            n = row["cells"]
            if n["received_total"] is not None:
                self.assertEqual(n["received_total"], n["received_new"] + n["carried_in"])
                self.assertEqual(n["received_total"], n["resolved_total"] + n["in_progress_total"])

    def test_rows_of_units(self):
        def codes(first, last, **more):
            return [row["code"] for row in self.report("agency-table", first, last, **more)["rows"]]
        # H01.3 opens on 2024-02-28 just after 23:59, H01.4 closes on 1 March, H01.7 is silent.
        self.assertEqual(codes("2024-03-06", "2024-03-08"),
                         ["H01.1", "H01.2", "H01.3", "H01.4", "H01.7", "H01.9", "H01", "unmapped",
                          "total"])
        # Before any dossier: open units without data, nothing else.
        early = self.report("agency-table", "2024-01-01", "2024-01-31")
        self.assertEqual([row["code"] for row in early["rows"]],
                         ["H01.1", "H01.2", "H01.4", "H01.7", "H01.9", "total"])
        self.assertEqual(set(early["rows"][-1]["cells"].values()), {None})
        # H01.2.2 moves from H01.2 to H01.3 on 2024-03-02.
        self.assertIn("H01.2.2", codes("2024-02-26", "2024-03-01", unit="H01.2"))
        self.assertNotIn("H01.2.2", codes("2024-02-26", "2024-03-02", unit="H01.2"))
        self.assertIn("H01.2.2", codes("2024-02-26", "2024-03-02", unit="H01.3"))

    def test_unmapped_dossiers_hang_on_the_top_unit_of_their_source(self):
        sources = dict.fromkeys(weather.SOURCES, "H01.2")
        first, last = "2024-02-26", "2024-03-01"
        def row(code, **more):
            rows = self.report("agency-table", first, last, **more)["rows"]
            return {r["code"]: r["cells"] for r in rows}.get(code)
        self.assertIsNone(row("unmapped", sources=sources))
        inside = row("unmapped", unit="H01.2", sources=sources)
        self.assertEqual(inside["received_total"], row("unmapped")["received_total"])
        self.assertEqual(row("H01.2", sources=sources)["received_total"],
                         row("H01.2")["received_total"] + inside["received_total"])

    def test_labels_are_those_of_the_last_day(self):
        for last, label in (("2024-02-28", "Sở Một"), ("2024-02-29", "Sở Thứ Nhất")):
            rows = self.report("payments", "2024-02-26", last)["rows"]
            self.assertEqual([r["label"] for r in rows if r["code"] == "H01.1"], [label])

    def test_a_small_table_by_hand(self):
        def dossier(subject, *facts):
            return [as_line(fact_with(type, data, subject=subject, id=f"{number}",
                                      time=f"2023-{time}:00+07:00"))
                    for number, (type, time, data) in enumerate(facts)]
        received = {"procedure": "p", "unit": "a", "channel": "direct", "due": "2023-02-08"}
        online = {**received, "unit": "b", "channel": "online"}
        status = lambda time, code: ("dossier.status", time, {"status": code})
        book = domain.Book(
            dossier("1", ("dossier.received", "01-20T08:00", received), status("02-12T08:00", 9)) +
            dossier("2", ("dossier.received", "02-01T08:00", received)) +
            dossier("3", ("dossier.received", "02-01T08:00", online), status("02-03T08:00", 7)) +
            dossier("4", ("dossier.received", "02-28T23:59", online)) +
            dossier("5", ("dossier.received", "03-01T00:00", online)) +
            [as_line(fact_with("unit.opened", {"name_vi": name, "level": "commune", **parent},
                               subject=name, time="2022-01-01T00:00:00+07:00"))
             for name, parent in (("r", {}), ("a", {"parent": "r"}), ("b", {"parent": "r"}),
                                  ("c", {"parent": "r"}))])
        table = tables.report("II.06a", book.fold(), book.catalogue, day("2023-02-01"),
                              day("2023-02-28"), rows="units")
        rows = [(row["code"], list(row["cells"].values())) for row in table["rows"]]
        self.assertEqual(rows, [
            # total, online, direct and post, carried over, closed, early, on time, late,
            # in progress, in term, overdue
            ("a", [2, 0, 1, 1, 1, 0, 0, 1, 1, 0, 1]),
            ("b", [2, 2, 0, 0, 1, 0, 1, 0, 1, 0, 1]),
            ("c", [None] * 11),
            ("total", [4, 2, 1, 1, 2, 0, 1, 1, 2, 0, 2])])
        table = tables.report("agency-table", book.fold(), book.catalogue, day("2023-02-01"),
                              day("2023-02-28"))
        self.assertEqual(list(table["rows"][-1]["cells"].values()),
                         [4, 3, 2, 1, 2, 1, 1, 2, 0, 2, 66.7, None, 0.0, 0.0, 0.0])


class Coverage(unittest.TestCase):
    def test_weather_reaches_every_line(self):
        missed, wanted = lines.lines_missed(seed=1, dossiers=1500)
        self.assertEqual(missed, [])
        self.assertGreater(wanted, 300)


if __name__ == "__main__":
    unittest.main()
