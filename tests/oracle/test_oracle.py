#!/usr/bin/env python3
"""Tests of the oracle itself: examples reasoned by hand, and properties under weather."""
import itertools
import json
import os
import random
import re
import unittest

import domain
import lines
import national
import oracle
import tables
import weather
import working_time

HERE = os.path.dirname(os.path.abspath(__file__))
RULES = domain.Rules(working_time.read_holidays())


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


def whole_weather(seed, dossiers, rules=RULES, **more):
    return domain.Book(weather.Weather(seed, whole=True).lines(dossiers, **more), rules)


class Examples(unittest.TestCase):
    """Every example quotes the sentence that it proves."""

    def test_every_example(self):
        with open(os.path.join(HERE, "examples.json"), encoding="utf-8") as file:
            examples = json.load(file)
        self.assertGreaterEqual(len(examples), 200)
        for example in examples:
            with self.subTest(example["name"]):
                expect = dict(example["expect"])
                book = domain.Book(map(as_line, example["facts"]), RULES)
                self.assertEqual(book.rejections, [])
                set_aside = expect.pop("set_aside", {"duplicates": 0, "conflicts": 0})
                self.assertEqual(set_aside, {"duplicates": len(book.duplicates),
                                             "conflicts": len(book.conflicts)})
                [dossier] = book.fold()
                found = {**oracle.describe_verdict(dossier),
                         **oracle.describe(dossier, whole=True)}
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

    def test_arrival_is_no_part_of_a_fact(self):
        line = fact_with(recorded_at="2023-02-01T09:00:00+07:00")
        fact, again = domain.parse(as_line(line)), domain.parse(as_line(fact_with()))
        self.assertTrue(fact.same_content(again))
        self.assertEqual(domain.moment_text(fact.recorded_at), "2023-02-01T02:00:00Z")
        self.assertEqual(again.recorded_at, again.time)
        for unreadable in ("yesterday", 7, None):
            fact = domain.parse(as_line(fact_with(recorded_at=unreadable)))
            self.assertEqual(fact.recorded_at, fact.time)


def shapes(seed, wanted, most_facts):
    """The lines of single dossiers without conflicts: few facts, each dossier another shape."""
    maker = weather.Weather(seed, whole=True)
    number = 0
    while wanted:
        number += 1
        facts = maker.dossier(number)
        book = domain.Book(map(as_line, facts), RULES)
        if len(book.dossiers) == 1 and not book.conflicts and 3 <= len(book.facts) <= most_facts:
            wanted -= 1
            by_id = {domain.read_id(fact["id"]): fact for fact in facts}
            yield maker, list(by_id.values())


class OrderOfArrival(unittest.TestCase):
    """Everything is a pure function of the set of facts: never of order or repetition."""

    def test_all_orders_with_a_duplicate(self):
        catalogue = [domain.parse(as_line(fact))
                     for fact in weather.Weather(0, whole=True).catalogue()]
        catalogue_facts = domain.Catalogue(catalogue, RULES)
        for maker, facts in shapes(seed=11, wanted=50, most_facts=5):
            facts = facts + [maker.again(facts[0])]
            self.assertLessEqual(len(facts), 6)
            seen = set()
            parsed = [domain.parse(as_line(fact)) for fact in facts]
            for order in itertools.permutations(parsed):
                book = domain.Book(rules=RULES)
                for fact in order:
                    book.take(fact)
                self.assertEqual((len(book.duplicates), len(book.conflicts)), (1, 0))
                book.arrange(book.facts.values())
                [of_dossier] = book.dossiers.values()
                dossier = domain.fold(of_dossier, catalogue_facts)
                seen.add(oracle.one_line([oracle.describe(dossier, whole=True),
                                          oracle.describe_verdict(dossier)]))
            self.assertEqual(len(seen), 1, facts)

    def test_whole_weather_shuffled(self):
        """Conflicts apart (there the order decides), any order gives the same figures."""
        book = whole_weather(12, 300)
        facts = list(book.facts.values())
        before = [oracle.describe(dossier, whole=True) for dossier in book.fold()]
        for seed in range(5):
            random.Random(seed).shuffle(facts)
            book.arrange(facts)
            self.assertEqual([oracle.describe(dossier, whole=True) for dossier in book.fold()],
                             before)

    def test_the_same_seed_gives_the_same_lines(self):
        for whole in (False, True):
            self.assertEqual(list(weather.Weather(3, whole).lines(50, broken=50)),
                             list(weather.Weather(3, whole).lines(50, broken=50)))


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
        for dossier in whole_weather(22, 1500).fold():
            after = dossier.received_at
            for wait in dossier.waits:
                self.assertLessEqual(after, wait.start)
                if wait.end is not None:
                    self.assertLessEqual(wait.start, wait.end)
                after = wait.end
            if dossier.ended_at is not None and dossier.waits:
                self.assertIsNotNone(dossier.waits[-1].end)
                self.assertLessEqual(dossier.waits[-1].end, dossier.ended_at)


class WorkingTime(unittest.TestCase):
    """Against a clock that looks at every single minute."""

    @classmethod
    def setUpClass(cls):
        book = whole_weather(41, 0)
        cls.units = [None, *sorted(book.catalogue.hours)]
        cls.calendars = [book.catalogue.calendar(unit) for unit in cls.units]

    def cases(self, seed, count):
        """Moments around Tết, at the change of hours, and around the make-up Saturday."""
        chance = random.Random(seed)
        for _ in range(count):
            first = day(chance.choice(("2024-02-06", "2024-02-26", "2024-04-26")))
            def minute():
                border = chance.choice((0, 1, 450, 690, 691, 730, 810, 1019, 1020, 1021, 1439))
                return working_time.Minute(first + chance.randint(0, 9), border)
            yield chance, chance.choice(self.calendars), minute

    @staticmethod
    def is_worked(working, number):
        at, minute = divmod(number, 1440)
        return any(begin <= minute < end for begin, end in working.hours(at))

    def test_calendars_differ(self):
        self.assertGreater(len(self.units), 3)
        weeks = {str([calendar.hours(day("2024-02-26") + n) for n in range(14)])
                 for calendar in self.calendars}
        self.assertGreater(len(weeks), 2)

    def test_minutes_worked_and_moments_after_them(self):
        for chance, working, minute in self.cases(1, 200):
            start, end = minute(), minute()
            first = working_time.minutes_since_1970(start)
            minutes = [n for n in range(first, working_time.minutes_since_1970(end))
                       if self.is_worked(working, n)]
            self.assertEqual(working.worked(start, end), len(minutes))
            wanted = chance.choice((0, 1, 30, 240, 241, 450))
            number = first
            left = wanted
            while left:
                left -= self.is_worked(working, number)
                number += 1
            after = working.after(start, wanted)
            self.assertEqual(working_time.minutes_since_1970(after), number)

    def test_a_day_beyond_the_data_has_weekends_only(self):
        working = working_time.Calendar(lambda _: None, {})
        for text, works in (("2024-02-09", True), ("2024-02-10", False), ("2024-04-30", True),
                            ("2024-05-04", False), ("2024-01-01", True)):
            self.assertEqual(working.is_working_day(day(text)), works)

    def test_the_lawful_due_minute_by_minute(self):
        for chance, working, minute in self.cases(2, 150):
            limit = {"n": chance.randint(0, 3),
                     "unit": chance.choice(("working_day", "day", "hour", "hour", "month"))}
            received, *borders = sorted(minute() for _ in range(5))
            waits = [(borders[0], borders[1]), (borders[2], borders[3])][:chance.randint(0, 2)]
            extensions = sorted(
                (working_time.Announced(minute(), minute()) for _ in range(chance.randint(0, 3))),
                key=lambda said: said.minute)
            extensions = [said for said in extensions if said.minute >= received]
            end = chance.choice((None, max(borders[3], minute())))
            with self.subTest(limit=limit, received=received, waits=waits, extensions=extensions):
                self.assertEqual(
                    self.watch(working, limit, received, waits, extensions, end),
                    self.comparable(working_time.follow(working, limit, received, waits,
                                                        extensions, end)))

    @staticmethod
    def comparable(lawful):
        return (working_time.minutes_since_1970(lawful.due), lawful.due.day, lawful.late_from)

    def watch(self, working, limit, received, waits, extensions, end):
        """The same as follow(), with a clock that goes from minute to minute."""
        number = working_time.minutes_since_1970
        due = working_time.limit_from(working, limit, received)
        late_from = None
        extended = False
        now = number(received)
        while late_from is None or now <= number(received) + 20 * 1440:
            for said in extensions:
                if (number(said.minute) == now and not extended and said.minute.day <= due.day
                        and number(said.due) > number(due)):
                    due = said.due
                    extended = True
            if self.is_worked(working, now):
                if any(number(start) <= now < number(stop) for start, stop in waits):
                    due = working.after(due, 1)
                elif late_from is None and now >= number(due):
                    late_from = working_time.Minute(*divmod(now, 1440))
            now += 1
        if end is not None and number(late_from) >= number(end):
            late_from = None
        return number(due), due.day, late_from


class Nation(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.book = whole_weather(51, 2000)
        cls.dossiers = [dossier for dossier in cls.book.fold() if dossier.counted]

    def test_without_waiting_the_verdict_is_read_off_the_days(self):
        """No wait for others, one due, no second request: late from the day after the due."""
        seen = set()
        for dossier in self.dossiers:
            if (len(dossier.dues) != 1 or len(dossier.rounds) > 1 or dossier.stopped_at is not None
                    or any(s.reason in national.FOR_OTHERS for s in dossier.segments)):
                continue
            first = max(day_of_receipt(dossier), dossier.due + 1)
            is_late = dossier.ended_at is None or domain.day_of(dossier.ended_at) >= first
            self.assertEqual(dossier.late, national.Late(first, "due") if is_late else None)
            if not dossier.waits and dossier.outcome == "finished":
                self.assertEqual(is_late, dossier.verdict == "late")
            seen.add((is_late, dossier.outcome))
        self.assertEqual(len(seen), 5)

    def test_late_within_receipt_and_end(self):
        for dossier in self.dossiers:
            bad = national.bad_day(dossier)
            for found in (dossier.late and dossier.late.day, bad):
                if found is not None:
                    self.assertGreaterEqual(found, day_of_receipt(dossier))
                    self.assertFalse(dossier.ended_by(found - 1))
            if dossier.late:
                self.assertLessEqual(bad, dossier.late.day)

    def test_the_two_stocks_of_late_dossiers_differ_by_the_marks(self):
        """At the end of any day: late for the nation = overdue here + late there alone - late here
        alone; and of those ended on a day likewise."""
        posted = [domain.contributions(dossier, whole=True) for dossier in self.dossiers]
        days = {at for one in posted for at, _ in one}
        flows = {at: dict.fromkeys(domain.NUMBER, 0) for at in days}
        for one in posted:
            for (at, measure), n in one.items():
                flows[at][measure] += n
        here = [name for name in domain.MARKS if name.startswith("open_on_time_here_")]
        sums = dict.fromkeys(domain.NUMBER, 0)
        for at in sorted(days):
            for measure, n in flows[at].items():
                sums[measure] += n
            stock = lambda name: sums[f"{name}_in"] - sums[f"{name}_out"]
            reasons = sum(stock(name[:-3]) for name in here if name.endswith("_in"))
            self.assertEqual(stock_of(sums, "late", "766"),
                             stock("overdue") + reasons - stock("open_late_here_waiting"))
            self.assertGreaterEqual(stock_of(sums, "bad", "766"), stock_of(sums, "late", "766"))
            closed = [name for name in domain.MARKS if name.startswith("on_time_here_")]
            self.assertEqual(flows[at]["late_out_766"],
                             flows[at]["finished_late"] + sum(flows[at][name] for name in closed)
                             - flows[at]["late_here_waiting"])
        self.assertTrue(all(sums[name] > 0 for name in here + closed))

    def test_second_request_only_while_open(self):
        rules = RULES._replace(second_request="while_open")
        differ = 0
        for dossier, other in zip(self.dossiers,
                                  (d for d in whole_weather(51, 2000, rules).fold() if d.counted)):
            self.assertEqual(dossier.subject, other.subject)
            if dossier.ended_at is None or len(dossier.rounds) < 2:
                self.assertEqual(dossier.late, other.late)
            else:
                self.assertFalse(other.late and other.late.cause == "second_supplement")
                differ += dossier.late != other.late
        self.assertGreater(differ, 5)

    def test_a_complaint_concerns_every_dossier_with_the_code(self):
        received = {"procedure": "p", "unit": "a", "channel": "direct"}
        facts = [fact_with("dossier.received", received, source=source)
                 for source in ("mot-cua", "cong-tinh")]
        facts.append(fact_with("dossier.received", received, subject="HS-2"))
        for subject in ("HS-1", "HS-3"):
            facts.append(fact_with("dossier.complained", {"feedback": "PA-1"}, subject=subject,
                                   source="phan-anh", time="2023-01-31T08:00:00+07:00"))
        dossiers = domain.Book(map(as_line, facts), RULES).fold()
        self.assertEqual([(d.source, d.subject, d.complained_on) for d in dossiers],
                         [("cong-tinh", "HS-1", day("2023-01-31")),
                          ("mot-cua", "HS-1", day("2023-01-31")), ("mot-cua", "HS-2", None)])

    def test_handling_time_is_never_negative(self):
        for dossier in self.dossiers:
            if dossier.outcome == "finished":
                self.assertGreaterEqual(domain.handling_minutes(dossier), 0)

    def test_the_first_part_is_the_whole_without_the_rest(self):
        for dossier in self.dossiers:
            whole = domain.contributions(dossier, whole=True)
            part = domain.contributions(dossier)
            self.assertEqual(part, {key: n for key, n in whole.items() if key in part})
            self.assertTrue(all(domain.NUMBER[measure] >= domain.FIRST_OF_THE_WHOLE
                                for _, measure in whole.keys() - part.keys()))


def day_of_receipt(dossier):
    return domain.day_of(dossier.received_at)


def stock_of(sums, name, rule):
    return sums[f"{name}_in_{rule}"] - sums[f"{name}_out_{rule}"]


class Names(unittest.TestCase):
    def test_measures_and_marks_are_those_of_the_wire(self):
        """In their order; of the marks, those of dossiers."""
        with open(os.path.join(HERE, "..", "..", "proto", "measure.h"), encoding="utf-8") as file:
            header = file.read()
        lists = {}
        for line in header.splitlines():
            begins = re.match(r"#define ([A-Z]+)\(X\)", line)
            row = re.match(r" +X\([A-Z0-9_]+, +([a-z0-9_]+)\)", line)
            if begins:
                lists[begins[1]] = names = []
            elif row:
                names.append(row[1])
        self.assertEqual(tuple(lists["ATTRIBUTES"]), domain.ATTRIBUTES)
        self.assertEqual(tuple(lists["MEASURES"]), domain.MEASURES)
        self.assertEqual(tuple(name for name in lists["MARKS"] if not name.startswith("feedback_")),
                         domain.MARKS)


class Tables(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.book = whole_weather(31, 1200)
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

    def test_adjacent_periods_of_the_national_verdict(self):
        """Late or bad of the handled: those of [F, M], and those that became so in [M + 1, U]."""
        first, last = day("2024-02-25"), day("2024-03-10")
        def figures(first, last):
            return tables.figures_of(self.dossiers, tables.Period(first, last, first))
        whole = figures(first, last)
        for middle in range(first, last):
            left, right = figures(first, middle), figures(middle + 1, last)
            in_progress = [d for d in self.dossiers
                           if d.received_by(middle) and not d.ended_by(middle)]
            late = sum(d.late is not None and d.late.day <= middle for d in in_progress)
            bad = sum(national.bad_day(d) is not None and national.bad_day(d) <= middle
                      for d in in_progress)
            self.assertGreater(bad, late)
            self.assertEqual(whole["late_766"], left["late_766"] + right["late_766"] - late)
            self.assertEqual(whole["bad_766"], left["bad_766"] + right["bad_766"] - bad)
            for flow in ("rated", "rated_satisfied"):
                self.assertEqual(whole[flow], left[flow] + right[flow])

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
