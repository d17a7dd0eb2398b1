"""
What is counted, and exactly how: the first four parts of the definition, written as plainly as
possible. Working time and deadlines are in working_time.py, the national verdict in national.py.

This is the oracle of the tests. It was written from the text of the definition alone, and favours
being obvious over being fast.
"""
import json
import re
import unicodedata
from collections import Counter, namedtuple
from datetime import date

import national
import working_time
from moments import DAY, MINUTE, SECOND, day_from_date, day_of, day_text, end_of, moment_text
from working_time import WEEK


# ---------------------------------------------------------------------------------------------
# Section 9: from a line to a fact, or to a rejection that names the field and the rule.

Rejection = namedtuple("Rejection", "field rule")


class Wrong(Exception):
    """A value that breaks a rule; the field is added by whoever knows its name."""

    def __init__(self, rule, field=""):
        super().__init__(field, rule)
        self.rule = rule
        self.field = field


# What a JSON number with a point or an exponent becomes: something that has no allowed type.
NOT_AN_INTEGER = object()
DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)
INSTANT = re.compile(r"(\d{4}-\d\d-\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:[Zz]|([+-])(\d\d):(\d\d))",
                     re.ASCII)
DECIMAL = re.compile(r"-?\d{1,15}(\.\d{1,6})?", re.ASCII)
CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d|24:00", re.ASCII)


def day_from_text(value):
    match = DATE.fullmatch(value)
    if not match:
        raise Wrong("date")
    try:
        return day_from_date(date(int(match[1]), int(match[2]), int(match[3])))
    except ValueError:
        raise Wrong("date") from None


def read_text(value, limit=None):
    if not isinstance(value, str):
        raise Wrong("type")
    if not value:
        raise Wrong("empty")
    if not value.isascii():
        try:
            value.encode("utf-8")
        except UnicodeEncodeError:
            raise Wrong("utf-8") from None
        value = unicodedata.normalize("NFC", value)
    if "\0" in value:
        raise Wrong("utf-8")
    if limit and len(value.encode("utf-8")) > limit:
        raise Wrong("length")
    return value


def read_code(value):
    return read_text(value, 100)


def read_id(value):
    return read_text(value, 64)


def read_note(value):
    return read_text(value, 1000)


def read_decimal(value):
    if not DECIMAL.fullmatch(read_text(value)):
        raise Wrong("decimal")
    return value


def read_date(value):
    return day_from_text(read_text(value))


def read_instant(value):
    match = INSTANT.fullmatch(read_text(value))
    if not match:
        raise Wrong("instant")
    day, hour, minute, second, fraction, sign, hours, minutes = match.groups()
    hour, minute, second = int(hour), int(minute), int(second)
    hours, minutes = int(hours or 0), int(minutes or 0)
    if hour > 23 or minute > 59 or second > 59 or hours > 23 or minutes > 59:
        raise Wrong("instant")
    try:
        moment = day_from_text(day) * DAY
    except Wrong:
        raise Wrong("instant") from None
    moment += (hour * 3_600 + minute * 60 + second) * SECOND
    if fraction:
        moment += int(fraction[:6].ljust(6, "0"))
    offset = (hours * 3_600 + minutes * 60) * SECOND
    return moment + offset if sign == "-" else moment - offset


Due = namedtuple("Due", "day instant")


def read_due(value):
    """A plain date, or an instant that counts by its local day."""
    if isinstance(value, str) and DATE.fullmatch(value):
        return Due(day_from_text(value), None)
    instant = read_instant(value)
    return Due(day_of(instant), instant)


def read_yes(value):
    if not isinstance(value, bool):
        raise Wrong("type")
    return value


def read_integer(value):
    if isinstance(value, bool) or not isinstance(value, int):
        raise Wrong("type")
    if not 0 <= value < 2 ** 63:
        raise Wrong("range")
    return value


def read_status(value):
    if not 1 <= read_integer(value) <= 10:
        raise Wrong("range")
    return value


def read_level(value):
    if not 1 <= read_integer(value) <= 5:
        raise Wrong("range")
    return value


def one_of(*words):
    def read(value):
        if not isinstance(value, str):
            raise Wrong("type")
        if value not in words:
            raise Wrong("value")
        return value
    return read


def list_of(read_item):
    def read(value):
        if not isinstance(value, list):
            raise Wrong("type")
        return [read_item(item) for item in value]
    return read


def record(required, optional):
    """The known keys of an object; unknown ones are dropped, null is the same as missing."""
    def read(value):
        if not isinstance(value, dict):
            raise Wrong("type")
        kept = {}
        for fields, needed in ((required, True), (optional, False)):
            for name, read_field in fields.items():
                if value.get(name) is None:
                    if needed:
                        raise Wrong("missing", name)
                    continue
                try:
                    kept[name] = read_field(value[name])
                except Wrong as wrong:
                    where = f"{name}.{wrong.field}" if wrong.field else name
                    raise Wrong(wrong.rule, where) from None
        return kept
    return read


def corrections(optional):
    read_fields = record({}, optional)

    def read(value):
        kept = read_fields(value)
        if not kept:
            raise Wrong("corrects nothing")
        return kept
    return read


def period(required, optional):
    """A record about the days from..to, plain dates."""
    read_fields = record({"from": read_date, "to": read_date, **required}, optional)

    def read(value):
        kept = read_fields(value)
        if kept["from"] > kept["to"]:
            raise Wrong("before from", "to")
        return kept
    return read


def read_intervals(value):
    intervals = list_of(list_of(read_text))(value)
    last = ""
    for interval in intervals:
        if len(interval) != 2 or not all(CLOCK.fullmatch(clock) for clock in interval):
            raise Wrong("value")
        if not last <= interval[0] < interval[1]:
            raise Wrong("value")
        last = interval[1]
    return intervals


def read_hours(value):
    week = record({}, {day: read_intervals for day in WEEK})(value)
    if not any(week.values()):
        raise Wrong("no hours")
    return week


def read_anything(value):
    """What this part does not look at: kept only to tell a conflict."""
    return json.dumps(value, sort_keys=True, default=str)


CHANNEL = one_of("direct", "online", "post")
CHANNEL_OUT = one_of("counter", "online", "post")
APPLICANT = one_of("citizen", "enterprise", "agency", "other")
SUBMITTED_VIA = one_of("national", "local")
REUSED = one_of("no", "reused", "replaced")
PAID_BY = one_of("portal", "gateway", "bank", "cash")
FEE_KIND = one_of("fee", "charge", "tax", "other")
LEVEL = one_of("ministry", "province", "department", "district", "commune", "branch")

PAPERS = {"digitised": read_yes, "reused": REUSED, "e_result": read_yes, "from_store": read_yes,
          "population_db": read_yes, "account_verified": read_yes, "result_is_input": read_yes}
FEE = {"amount": read_integer, "kind": FEE_KIND}

SCHEMA = {
    "dossier.received": record(
        {"procedure": read_code, "unit": read_code, "channel": CHANNEL},
        {"due": read_due, "applicant": APPLICANT, "submitted_at": read_instant,
         "submitted_via": SUBMITTED_VIA}),
    "dossier.status": record(
        {"status": read_status},
        {"due": read_due, "channel_out": CHANNEL_OUT, "on_spot": read_yes,
         "officer_ref": read_code}),
    "dossier.extended": record({"due": read_due}, {"reason": read_code}),
    "dossier.papers": record({}, PAPERS),
    "dossier.fee": record(FEE, {}),
    "dossier.paid": record({"amount": read_integer, "channel": PAID_BY}, {}),
    "dossier.moved": record({"unit": read_code}, {}),
    "dossier.corrected": corrections(
        {"procedure": read_code, "unit": read_code, "channel": CHANNEL,
         "received_at": read_instant, "due": read_due, "applicant": APPLICANT}),
    "dossier.voided": record({"reason": read_code}, {}),
    "dossier.snapshot": record(
        {"status": read_status},
        {"procedure": read_code, "unit": read_code, "channel": CHANNEL,
         "received_at": read_instant, "due": read_due, "finished_at": read_instant,
         "returned_at": read_instant, "channel_out": CHANNEL_OUT, "refused_at": read_instant,
         "submitted_at": read_instant, "submitted_via": SUBMITTED_VIA, "applicant": APPLICANT,
         **PAPERS, "paid_online": read_yes, "fees": list_of(record(FEE, {})),
         "supplements": list_of(record({"requested_at": read_instant},
                                       {"returned_at": read_instant}))}),
    "procedure.published": record(
        {"name_vi": read_text, "field": read_code,
         "service_level": one_of("full", "part", "info"),
         "limit": record({"n": read_integer,
                          "unit": one_of("working_day", "day", "hour", "month")}, {}),
         "fee": read_yes},
        {"online_payment": read_yes, "result_is_paper": read_yes,
         "applicants": list_of(APPLICANT), "levels": list_of(LEVEL), "one_stop": read_yes,
         "interlink": one_of("none", "same_level", "cross_level"),
         "change": one_of("new", "amended", "replaced"), "decision_no": read_text,
         "decision_date": read_date, "effective_date": read_date, "published_at": read_instant,
         "location_independent": read_yes, "on_portal": read_yes, "bcci": read_yes,
         "eligible_full_online": read_yes,
         "internal_process": one_of("none", "approved", "electronic")}),
    "procedure.withdrawn": record({}, {}),
    "unit.opened": record({"name_vi": read_text, "level": LEVEL}, {"parent": read_code}),
    "unit.renamed": record({"name_vi": read_text}, {}),
    "unit.closed": record({}, {}),
    "unit.succeeded": record(
        {"successors": list_of(record({"unit": read_code}, {"share": read_anything}))}, {}),
    "unit.hours": read_hours,
    "dossier.rated": record({"level": read_level}, {}),
    "dossier.notified": record({"template": one_of("result_ready", "apology", "other"),
                                "medium": one_of("sms", "email", "app", "phone", "other")}, {}),
    "dossier.complained": record({"feedback": read_code}, {}),
    "feedback.received": record(
        {"unit": read_code, "about": one_of("procedure", "staff")},
        {"via": one_of("portal", "letter", "hotline", "desk", "forwarded"), "dossier": read_code}),
    "feedback.step": record({"step": one_of("forwarded", "refused", "supplement_requested",
                                            "supplemented", "answered", "published")}, {}),
    "feedback.closed": record({"verdict": one_of("satisfied", "unsatisfied", "none")}, {}),
    "figure.reported": period(
        {"form": read_code, "indicator": read_code},
        {"value": read_decimal, "author": read_id, "note": read_note, "evidence": read_note}),
    "target.set": period({"indicator": read_code, "value": read_decimal}, {}),
}

# The order of facts of the same moment.
RANK = {"dossier.received": 0, "dossier.snapshot": 1, "dossier.moved": 2, "dossier.status": 3,
        "dossier.extended": 4, "dossier.papers": 5, "dossier.fee": 6, "dossier.paid": 7,
        "dossier.notified": 8, "dossier.rated": 9, "dossier.corrected": 10, "dossier.voided": 11,
        "dossier.complained": 12}


class Fact:
    __slots__ = ("type", "source", "subject", "id", "time", "data", "recorded_at", "key")

    def __init__(self, type, source, subject, id, time, data, recorded_at=None):
        self.type = type
        self.source = source
        self.subject = subject
        self.id = id
        self.time = time
        self.data = data
        # When intake stored it; what has no such moment is taken to have come at once.
        self.recorded_at = time if recorded_at is None else recorded_at
        # The order of facts: (time, rank, status code, id bytes).
        status = data.get("status", 0) if isinstance(data, dict) else 0
        self.key = (time, RANK.get(type, 0), status, id.encode("utf-8"))

    def identity(self):
        return (self.source, self.subject, self.id)

    def same_content(self, other):
        return (self.type, self.time, self.data) == (other.type, other.time, other.data)


def no_key_twice(pairs):
    found = dict(pairs)
    if len(found) < len(pairs):
        raise Wrong("key twice")
    return found


def not_json(_):
    raise Wrong("json")


ENVELOPE = record({"specversion": one_of("1.0"), "id": read_id, "source": read_code,
                   "type": one_of(*SCHEMA), "time": read_instant, "subject": read_code}, {})
DECODER = json.JSONDecoder(object_pairs_hook=no_key_twice, parse_constant=not_json,
                           parse_float=lambda _: NOT_AN_INTEGER)


def read_recorded_at(whole):
    """What intake adds. To intake itself it is an unknown key, so nothing is rejected for it."""
    try:
        return read_instant(whole.get("recorded_at"))
    except Wrong:
        return None


def parse(line):
    """One line (bytes or text) to a Fact, or to a Rejection(field, rule)."""
    try:
        if isinstance(line, bytes):
            line = line.decode("utf-8")
        whole = DECODER.decode(line.strip())
        envelope = ENVELOPE(whole)
    except Wrong as wrong:
        return Rejection(wrong.field, wrong.rule)
    except UnicodeDecodeError:
        return Rejection("", "utf-8")
    except (ValueError, RecursionError):
        return Rejection("", "json")
    if whole.get("data") is None:
        return Rejection("data", "missing")
    try:
        data = SCHEMA[envelope["type"]](whole["data"])
    except Wrong as wrong:
        return Rejection(wrong.field or "data", wrong.rule)
    return Fact(envelope["type"], envelope["source"], envelope["subject"], envelope["id"],
                envelope["time"], data, read_recorded_at(whole))


# ---------------------------------------------------------------------------------------------
# The catalogue: procedures with their versions, units with their tree.

# What the figures depend on beside the facts: the days off and make-up days, and how the open
# points of the national text are read. second_request: "always" or "while_open".
Rules = namedtuple("Rules", "holidays second_request", defaults=("always",))


class Catalogue:
    def __init__(self, facts=(), rules=None):
        self.rules = rules or Rules(working_time.read_holidays())
        self.published = {}
        self.units = {}
        self.hours = {}
        self.calendars = {}
        for fact in sorted(facts, key=lambda f: (f.time, f.id.encode(), f.source.encode())):
            self.add(fact)

    def add(self, fact):
        """Facts come in order; each counts from the local day of its time."""
        day = day_of(fact.time)
        if fact.type == "procedure.published":
            self.published.setdefault(fact.subject, []).append((day, fact.data))
        elif fact.type in ("unit.opened", "unit.renamed", "unit.closed"):
            self.units.setdefault(fact.subject, []).append((day, fact.type, fact.data))
        elif fact.type == "unit.hours":
            self.hours.setdefault(fact.subject, []).append((day, fact.data))

    def knows_procedure(self, code):
        return code in self.published

    def knows_unit(self, code):
        return any(kind == "unit.opened" for _, kind, _ in self.units.get(code, ()))

    def version(self, code, day):
        """The procedure as valid on the day; before the first the first, after the end the last."""
        versions = self.published.get(code)
        if not versions:
            return None
        day = max(day, versions[0][0])
        return [data for first_day, data in versions if first_day <= day][-1]

    def field(self, code, day):
        return self.version(code, day)["field"]

    def known_units(self):
        return sorted((code for code in self.units if self.knows_unit(code)),
                      key=lambda code: code.encode())

    def stated(self, code, day, kinds):
        """What the facts of these kinds said of a unit up to the day; before the first, the first."""
        facts = [fact for fact in self.units[code] if fact[1] in kinds]
        day = max(day, facts[0][0])
        return [data for first_day, _, data in facts if first_day <= day][-1]

    def parent(self, code, day):
        parent = self.stated(code, day, ("unit.opened",)).get("parent")
        return parent if parent in self.units and self.knows_unit(parent) else None

    def week(self, code, day):
        """The hours in force of the unit, else of the next one above it that has any, or None."""
        seen = set()
        while code is not None and code not in seen:
            stated = [week for first_day, week in self.hours.get(code, ()) if first_day <= day]
            if stated:
                return stated[-1]
            seen.add(code)
            code = self.parent(code, day) if self.knows_unit(code) else None
        return None

    def calendar(self, unit):
        """The working time of a unit; of none, or one that nobody knows: the standard."""
        if unit not in self.calendars:
            self.calendars[unit] = working_time.Calendar(lambda day: self.week(unit, day),
                                                         self.rules.holidays)
        return self.calendars[unit]

    def label(self, code, day):
        return self.stated(code, day, ("unit.opened", "unit.renamed"))["name_vi"]

    def is_open(self, code, day):
        kinds = [kind for first_day, kind, _ in self.units[code]
                 if first_day <= day and kind != "unit.renamed"]
        return bool(kinds) and kinds[-1] == "unit.opened"

    def is_open_within(self, code, first, last):
        """Open on some day of the period: only the days on which something changes can differ."""
        days = {first} | {day for day, _, _ in self.units[code] if first <= day <= last}
        return any(self.is_open(code, day) for day in days)


# ---------------------------------------------------------------------------------------------
# Which facts count: identity, duplicates, conflicts.

class Book:
    """All facts of some lines: the dossiers' facts, the catalogue, and what was set aside."""

    def __init__(self, lines=(), rules=None):
        self.rules = rules
        self.facts = {}
        self.duplicates = []
        self.conflicts = []
        self.rejections = []
        for line in lines:
            if line.strip():
                self.take(parse(line))
        self.arrange(self.facts.values())

    def arrange(self, facts):
        """The facts of each dossier. A complaint concerns every dossier with that code; it is no
        statement of a source, so it alone makes no dossier."""
        self.dossiers = {}
        complaints = {}
        catalogue = []
        for fact in facts:
            if fact.type == "dossier.complained":
                complaints.setdefault(fact.subject, []).append(fact)
            elif fact.type.startswith("dossier."):
                self.dossiers.setdefault((fact.source, fact.subject), []).append(fact)
            else:
                catalogue.append(fact)
        for (_, subject), of_dossier in self.dossiers.items():
            of_dossier += complaints.get(subject, ())
        self.catalogue = Catalogue(catalogue, self.rules)

    def take(self, fact):
        if isinstance(fact, Rejection):
            self.rejections.append(fact)
            return
        first = self.facts.setdefault(fact.identity(), fact)
        if first is not fact:
            same = first.same_content(fact)
            (self.duplicates if same else self.conflicts).append(fact)

    def fold(self):
        """Every dossier, by (source, subject)."""
        folded = [fold(self.dossiers[name], self.catalogue) for name in sorted(self.dossiers)]
        mark_twins(folded)
        return folded


def mark_twins(dossiers):
    """Same procedure, unit and receipt moment as another dossier of the source."""
    seen = {}
    for dossier in dossiers:
        if dossier.counted and dossier.stated_unit and dossier.stated_procedure:
            seen.setdefault((dossier.source, dossier.stated_procedure, dossier.stated_unit,
                             dossier.received_at), []).append(dossier)
    for twins in seen.values():
        if len(twins) > 1:
            for dossier in twins:
                dossier.flags.add("twin")


# ---------------------------------------------------------------------------------------------
# Section 2: the life of a dossier.

WAITING = {5: "citizen", 6: "payment", 8: "stopped"}
GOES_ON = (2, 4)
ENDS = (7, 9, 10)

# Something that happened at a moment: a step, or a dated fact of the last snapshot. `by` is
# "step", "snapshot" or "undated" (a snapshot that says finished without any moment).
Event = namedtuple("Event", "key code by fact")
Wait = namedtuple("Wait", "start end reasons")
Statement = namedtuple("Statement", "key time due type")


class Dossier:
    """The state of one dossier. Moments are instants, `due` is a local day."""

    def __init__(self, source, subject):
        self.source = source
        self.subject = subject
        self.voided = False
        self.refused = False
        self.counted = False
        self.status = None
        self.stated_unit = None
        self.stated_procedure = None
        self.unit = None
        self.procedure = None
        self.channel = "direct"
        self.version = None
        self.received_at = None
        self.ended_at = None
        self.outcome = None
        self.verdict = None
        self.due = None
        self.dues = []
        self.waits = []
        self.segments = []
        self.rounds = []
        self.stopped_at = None
        self.lawful = None
        self.late = None
        self.vote = None
        self.complained_on = None
        self.messages = []
        self.hand_over = None
        self.payments = []
        self.papers = {}
        self.calendar = None
        self.fees = []
        self.paid_online = False
        self.flags = set()
        self.first_fact_day = None
        # All contributions, once somebody has asked for them more than once.
        self.posted = None

    def due_at(self, moment):
        """The due in force: the latest stated up to the moment; before the first, the first."""
        if not self.dues:
            return None
        stated = [s for s in self.dues if s.time <= moment]
        return (stated[-1] if stated else self.dues[0]).due

    def due_day_at_end_of(self, day):
        due = self.due_at(end_of(day))
        return due.day if due else None

    def received_by(self, day):
        return self.counted and day_of(self.received_at) <= day

    def ended_by(self, day):
        return self.ended_at is not None and day_of(self.ended_at) <= day

    def waiting_at_end_of(self, day):
        return any(day_of(w.start) <= day and (w.end is None or day_of(w.end) > day)
                   for w in self.waits)

    def overdue_at_end_of(self, day):
        if not self.received_by(day) or self.ended_by(day) or self.waiting_at_end_of(day):
            return False
        due = self.due_day_at_end_of(day)
        return due is not None and due < day

    def state(self):
        def text(value, shape):
            return None if value is None else shape(value)
        return {"received_at": text(self.received_at, moment_text),
                "ended_at": text(self.ended_at, moment_text), "outcome": self.outcome,
                "due": text(self.due, day_text), "status": self.status}


def step_event(fact):
    return Event(fact.key + (0,), fact.data["status"], "step", fact)


def last_of(facts, type):
    found = [fact for fact in facts if fact.type == type]
    return found[-1] if found else None


def last_stated(facts, snapshot, name):
    """Last stated wins; of the snapshots only the last one says anything."""
    stated = None
    for fact in facts:
        if fact.type == "dossier.snapshot" and fact is not snapshot:
            continue
        if name in fact.data:
            stated = fact.data[name]
    return stated


def last_refusal(facts, snapshot):
    """The place in the order of the last 3, or None. A snapshot's is a status 3 at refused_at."""
    places = [fact.key + (0,) for fact in facts
              if fact.type == "dossier.status" and fact.data["status"] == 3]
    if snapshot and snapshot.data["status"] == 3:
        moment = snapshot.data.get("refused_at", snapshot.time)
        places.append((moment, 3, 3, snapshot.key[3], 0))
    return max(places, default=None)


def find_receipt(facts, snapshot, refusal):
    """R. A correction wins, then the earliest received, the snapshot, the first status 2."""
    corrected, received, twos = [], [], []
    for fact in facts:
        if fact.type == "dossier.corrected" and "received_at" in fact.data:
            corrected.append(fact.data["received_at"])
        elif fact.type == "dossier.received":
            received.append(fact.time)
        elif fact.type == "dossier.status" and fact.data["status"] == 2:
            twos.append(fact.time)
    said = [snapshot.data["received_at"]] if snapshot and "received_at" in snapshot.data else []

    if refusal:
        corrected, received, said, twos = (
            [moment for moment in moments if moment > refusal[0]]
            for moments in (corrected, received, said, twos))
    if corrected:
        return corrected[-1]
    if received:
        return received[0]
    if said:
        return said[0]
    if twos:
        return twos[0]
    return None


def snapshot_events(snapshot, any_step_5):
    """The dated facts of the last snapshot, as events at their own moments."""
    data = snapshot.data
    events = []

    def add(moment, code, by="snapshot", place=0, order=None):
        events.append(Event((moment, 3, order or code, snapshot.key[3], place), code, by,
                            snapshot))

    finished, returned = data.get("finished_at"), data.get("returned_at")
    if data["status"] == 7:
        if finished is not None or returned is not None:
            add(returned if finished is None else finished, 7)
    else:
        if finished is not None:
            add(finished, 9)
        if returned is not None:
            add(returned, 10)
        if finished is None and returned is None and data["status"] in (9, 10):
            add(snapshot.time, data["status"], by="undated")
    if not any_step_5:
        for place, supplement in enumerate(data.get("supplements", ())):
            asked, back = supplement["requested_at"], supplement.get("returned_at")
            add(asked, 5, place=2 * place)
            if back is not None:
                # Back at once: after its own request, not before it.
                add(back, 4, place=2 * place + 1, order=5 if back == asked else 4)
    return events


def is_repeated_step(step, snapshot):
    """A synthetic "received": a snapshot made after it still tells of the end before it."""
    if not snapshot or snapshot.time <= step.key[0] or snapshot.data["status"] not in ENDS:
        return False
    end = snapshot.data.get("finished_at", snapshot.data.get("returned_at"))
    return end is not None and end < step.key[0]


def find_stretches(events, snapshot):
    """Walk the events in order: an end closes a stretch, a later 2 or 4 opens the next."""
    stretches = [[]]
    ending = None
    for event in events:
        reopens = (event.by == "step" and event.code in GOES_ON and ending is not None
                   and event.key[0] > ending and not is_repeated_step(event, snapshot))
        if reopens:
            stretches.append([])
            ending = None
        stretches[-1].append(event)
        if event.code in ENDS and ending is None:
            ending = event.key[0]
    return stretches


def without_overruled(stretch, flags):
    """Steps win over the snapshot where both speak of 7, 9 or 10."""
    first_step = {}
    for event in stretch:
        if event.by == "step":
            first_step.setdefault(event.code, event)
    kept = []
    for event in stretch:
        if event.by == "snapshot" and event.code in ENDS and event.code in first_step:
            if first_step[event.code].key[0] != event.key[0]:
                flags.add("snapshot_disagrees")
        elif event.by == "undated" and any(code in first_step for code in ENDS):
            pass
        else:
            kept.append(event)
    return kept


def find_end(stretch):
    """(outcome, the event that gives the moment) of a stretch, or (None, None)."""
    ends = [event for event in stretch if event.code in ENDS]
    if not ends:
        return None, None
    if ends[0].code == 7:
        return "withdrawn", ends[0]
    for code in (9, 10):
        for event in ends:
            if event.code == code and event.by != "undated":
                return "finished", event
    return "finished", [event for event in ends if event.by == "undated"][0]


def find_waits(events, received_at, end):
    """The waits within [R, E] with their reasons, and when each supplement round began."""
    waits = []
    rounds = []
    reasons = []
    asked = False
    for event in events:
        moment = event.key[0]
        if event.code in WAITING:
            if moment < received_at or (end is not None and event.key > end.key):
                continue
            reasons.append((moment, WAITING[event.code]))
            if event.code == 5 and not asked:
                rounds.append(moment)
                asked = True
        elif event.code in GOES_ON or event.code in ENDS:
            if reasons:
                waits.append(Wait(reasons[0][0], moment, reasons))
            reasons = []
            asked = False
    if reasons:
        waits.append(Wait(reasons[0][0], None, reasons))
    return waits, rounds


def find_stopped(events, received_at):
    """When the last run of 8s began, if 8 is the last status from R on; or None."""
    began = None
    for event in events:
        if event.key[0] >= received_at:
            if event.code != 8:
                began = None
            elif began is None:
                began = event.key[0]
    return began


def due_statements(facts, refusal):
    """All due statements that no refusal wiped, in order; every snapshot's due is one."""
    return [Statement(fact.key, fact.time, fact.data["due"], fact.type)
            for fact in facts
            if "due" in fact.data and not (refusal and fact.key + (0,) <= refusal)]


def in_force(statements):
    """A corrected due voids all statements before it."""
    corrected = [place for place, statement in enumerate(statements)
                 if statement.type == "dossier.corrected"]
    return statements[corrected[-1]:] if corrected else statements


def fold(facts, catalogue):
    """The dossier that these facts (each identity once, in any order) tell of."""
    dossier = Dossier(facts[0].source, facts[0].subject)
    facts = sorted(facts, key=lambda fact: fact.key)
    dossier.first_fact_day = day_of(facts[0].time)
    snapshot = last_of(facts, "dossier.snapshot")

    # What is last stated, refusals or not.
    for fact in facts:
        if fact.type == "dossier.received":
            dossier.status = 2
        elif fact.type == "dossier.status" or fact is snapshot:
            dossier.status = fact.data["status"]
    dossier.stated_unit = last_stated(facts, snapshot, "unit")
    dossier.stated_procedure = last_stated(facts, snapshot, "procedure")
    if catalogue.knows_unit(dossier.stated_unit):
        dossier.unit = dossier.stated_unit
    if catalogue.knows_procedure(dossier.stated_procedure):
        dossier.procedure = dossier.stated_procedure
    channel = last_stated([f for f in facts if f.type != "dossier.paid"], snapshot, "channel")
    dossier.channel = channel or "direct"
    for name in PAPERS:
        dossier.papers[name] = last_stated(facts, snapshot, name)

    dossier.voided = last_of(facts, "dossier.voided") is not None
    if dossier.voided:
        return dossier

    refusal = last_refusal(facts, snapshot)
    dossier.received_at = find_receipt(facts, snapshot, refusal)
    dossier.refused = refusal is not None and dossier.received_at is None
    dossier.counted = dossier.received_at is not None
    if not dossier.counted:
        if not dossier.refused:
            dossier.flags.add("never_received")
        return dossier
    received_at = dossier.received_at
    flags = dossier.flags
    dossier.calendar = catalogue.calendar(dossier.stated_unit)

    # Fees and payments.
    dossier.fees = [fact.data["amount"] for fact in facts if fact.type == "dossier.fee"]
    dossier.payments = [(fact.time, fact.data["channel"], fact.data["amount"])
                        for fact in facts if fact.type == "dossier.paid"]
    dossier.paid_online = any(by in ("portal", "gateway") for _, by, _ in dossier.payments)
    paid = any(amount > 0 for _, _, amount in dossier.payments)
    if snapshot:
        dossier.fees += [fee["amount"] for fee in snapshot.data.get("fees", ())]
        dossier.paid_online |= snapshot.data.get("paid_online", False)
        paid |= snapshot.data.get("paid_online", False)

    # Votes, complaints, messages.
    hear_the_applicant(dossier, facts)

    # What happened, in order, after the last refusal.
    steps = [step_event(fact) for fact in facts if fact.type == "dossier.status"]
    steps = [step for step in steps if not (refusal and step.key <= refusal)]
    asked_by_steps = {step.key[0] for step in steps if step.code == 5}
    events = list(steps)
    if snapshot:
        events += [event for event in snapshot_events(snapshot, bool(asked_by_steps))
                   if not (refusal and event.key <= refusal)]
        asked = {s["requested_at"] for s in snapshot.data.get("supplements", ())
                 if not (refusal and s["requested_at"] < refusal[0])}
        if asked and asked_by_steps and asked != asked_by_steps:
            flags.add("snapshot_disagrees")
    events.sort(key=lambda event: event.key)

    # The end, of the last stretch alone.
    stretches = [without_overruled(stretch, flags)
                 for stretch in find_stretches(events, snapshot)]
    dossier.outcome, end = find_end(stretches[-1])
    if end:
        dossier.ended_at = max(end.key[0], received_at)
        if end.key[0] < received_at:
            flags.add("end_before_receipt")
        if end.by == "undated":
            flags.add("end_moment_unknown")
    elif len(stretches) > 1:
        flags.add("reopened_not_ended")
    if dossier.outcome == "finished":
        tens = [event for event in stretches[-1] if event.code == 10 and event.by != "undated"]
        if tens:
            said = snapshot.data.get("channel_out", "counter") if snapshot else "counter"
            dossier.hand_over = (tens[0].key[0], tens[0].fact.data.get("channel_out", said),
                                 tens[0].fact.data.get("on_spot", False))
            if tens[0].key[0] < end.key[0]:
                flags.add("hand_over_before_finish")
        if not any(event.code in (2, 4, 5, 6, 8) for stretch in stretches for event in stretch):
            flags.add("no_processing")

    # Waiting.
    events = [event for stretch in stretches for event in stretch]
    dossier.waits, dossier.rounds = find_waits(events, received_at, end)
    dossier.segments = national.segments_of(dossier.waits)
    if end is None:
        dossier.stopped_at = find_stopped(events, received_at)
    if len(dossier.rounds) > 1:
        flags.add("second_supplement")

    # Due.
    statements = due_statements(facts, refusal)
    dossier.dues = in_force(statements)
    if dossier.dues:
        due = dossier.dues[-1].due if end is None else dossier.due_at(dossier.ended_at)
        dossier.due = due.day
    else:
        flags.add("no_due")
    flag_dues(dossier, statements)

    # Verdict, by days.
    if dossier.outcome == "withdrawn":
        dossier.verdict = "withdrawn"
    elif dossier.outcome == "finished":
        day = day_of(dossier.ended_at)
        if dossier.due is None or day == dossier.due:
            dossier.verdict = "on_time"
        else:
            dossier.verdict = "early" if day < dossier.due else "late"

    # The procedure as it was on the day of receipt.
    if dossier.procedure:
        dossier.version = catalogue.version(dossier.procedure, day_of(received_at))
    if dossier.unit is None:
        flags.add("unmapped_unit")
    if dossier.procedure is None:
        flags.add("unmapped_procedure")
    if channel is None:
        flags.add("unmapped_channel")
    if paid and not owes_fee(dossier):
        flags.add("paid_without_duty")

    # Deadlines and the national verdict.
    if dossier.version:
        dossier.lawful = lawful_due(dossier)
    elif not dossier.dues:
        flags.add("no_limit")
    dossier.late = national.find_late(dossier, catalogue.rules.second_request)
    flag_arrival(dossier, facts, end)
    return dossier


def hear_the_applicant(dossier, facts):
    """The last vote, all messages, and the first day of a complaint."""
    complaints = []
    for fact in facts:
        if fact.type == "dossier.rated":
            dossier.vote = (day_of(fact.time), fact.data["level"])
        elif fact.type == "dossier.notified":
            dossier.messages.append((day_of(fact.time), fact.data["template"]))
        elif fact.type == "dossier.complained":
            complaints.append(day_of(fact.time))
    if dossier.vote and dossier.vote[1] <= 2:
        complaints.append(dossier.vote[0])
    dossier.complained_on = min(complaints, default=None)


def lawful_due(dossier):
    """The lawful due as it moved. Extensions announced after the end come too late."""
    working = dossier.calendar
    minute_of = working_time.minute_of
    waits = [(minute_of(start), None if end is None else minute_of(end))
             for start, end, reason in dossier.segments if reason in national.FOR_OTHERS]
    extensions = [working_time.Announced(minute_of(statement.time),
                                         working_time.due_minute(working, statement.due))
                  for statement in dossier.dues if statement.type == "dossier.extended"
                  and (dossier.ended_at is None or statement.time <= dossier.ended_at)]
    end = national.end_for_the_nation(dossier)
    return working_time.follow(working, dossier.version["limit"], minute_of(dossier.received_at),
                               waits, extensions, None if end is None else minute_of(end))


def handling_minutes(dossier):
    """Working minutes from R to E less all waiting."""
    def worked(start, end):
        return dossier.calendar.worked(working_time.minute_of(start), working_time.minute_of(end))
    return (worked(dossier.received_at, dossier.ended_at)
            - sum(worked(wait.start, wait.end) for wait in dossier.waits))


def is_in_force_within(dues, place, first, last):
    """Is the due at that place in force at some time from first to last, both included?"""
    until = dues[place + 1].time if place + 1 < len(dues) else None
    # The first one holds from ever, until another is stated.
    if until is not None and (until <= first or place > 0 and until == dues[place].time):
        return False
    return place == 0 or dues[place].time <= last


def flag_dues(dossier, statements):
    received_at, ended_at = dossier.received_at, dossier.ended_at
    if ended_at is not None and dossier.dues:
        if any(s.due.instant is not None and s.due.instant // SECOND == ended_at // SECOND
               and is_in_force_within(dossier.dues, place, received_at, ended_at)
               for place, s in enumerate(dossier.dues)):
            dossier.flags.add("end_equals_due")
        if dossier.dues[0].time > ended_at:
            dossier.flags.add("due_after_end")
    for before, after in zip(statements, statements[1:]):
        if after.time < received_at or (ended_at is not None and after.time >= ended_at):
            continue
        if after.due.day < before.due.day:
            dossier.flags.add("due_set_back")
        expired = before.due.day < day_of(after.time)
        if after.due.day != before.due.day and expired and after.time > received_at:
            dossier.flags.add("due_changed_after_expiry")


def flag_arrival(dossier, facts, end):
    """What was told late, or came from the future."""
    if any(fact.time > fact.recorded_at + 5 * MINUTE for fact in facts):
        dossier.flags.add("future_moment")
    snapshot = last_of(facts, "dossier.snapshot")
    submitted_at = last_stated(facts, snapshot, "submitted_at")
    if submitted_at is not None and dossier.calendar.worked(
            working_time.minute_of(submitted_at),
            working_time.minute_of(dossier.received_at)) > 8 * 60:
        dossier.flags.add("received_late")
    if dossier.papers["result_is_input"] is True:
        dossier.flags.add("result_is_input")
    if end and dossier.dues and not dossier.late and (
            day_of(dossier.ended_at) <= dossier.due < day_of(end.fact.recorded_at)):
        dossier.flags.add("synchronised_late")


# ---------------------------------------------------------------------------------------------
# Section 4: contributions.

ATTRIBUTES = ("digitised", "e_result", "result_due", "reused", "from_store", "population_db",
              "account_verified", "fee_due", "paid_online", "full_online", "part_online",
              "interlinked_same_level", "interlinked_cross_level", "online_complete",
              "digitised_both", "e_result_due", "complained")

# In the order of their numbers on the wire.
MEASURES = ("received", "finished_early", "finished_on_time", "finished_late", "withdrawn",
            "overdue_in", "overdue_out", "waiting_in", "waiting_out", "returned_counter",
            "returned_online", "returned_post", "returned_on_spot", "payments_online",
            "payments_direct", "amount_online", "amount_direct") + tuple(
                f"{when}_{attribute}" for attribute in ATTRIBUTES
                for when in ("received", "closed")) + (
            "late_in_766", "late_out_766", "bad_in_766", "bad_out_766", "rated",
            "rated_satisfied", "notified_result_ready", "notified_apology", "notified_other",
            "handling_minutes")
FLAGS = ("never_received", "end_before_receipt", "end_moment_unknown", "hand_over_before_finish",
         "reopened_not_ended", "snapshot_disagrees", "no_due", "unmapped_unit",
         "unmapped_procedure", "unmapped_channel", "second_supplement", "end_equals_due",
         "due_changed_after_expiry", "no_processing", "future_moment", "result_is_input",
         "received_late", "paid_without_duty", "due_after_end", "due_set_back", "no_limit",
         "synchronised_late")
# What few dossiers have; their numbers begin at 64.
MARKS = tuple(f"flag_{flag}" for flag in FLAGS) + (
    "on_time_here_second_supplement", "on_time_here_due_changed", "on_time_here_due_missing",
    "on_time_here_withdrawn", "late_here_waiting") + tuple(
        f"open_{difference}_{way}" for difference in (
            "on_time_here_second_supplement", "on_time_here_due_changed",
            "on_time_here_due_missing", "on_time_here_waiting", "on_time_here_stopped",
            "late_here_waiting") for way in ("in", "out"))
NUMBER = {name: number for first, names in ((0, MEASURES), (64, MARKS))
          for number, name in enumerate(names, first)}
# Those from here on are given only when the whole is asked for.
FIRST_OF_THE_WHOLE = NUMBER["received_complained"]


def owes_fee(dossier):
    """Any fee above 0 was stated; or none at all, and the catalogue says fee."""
    if dossier.fees:
        return any(amount > 0 for amount in dossier.fees)
    return bool(dossier.version and dossier.version["fee"])


def attributes(dossier):
    """The names of the attributes that a counted dossier has."""
    version = dossier.version or {}
    papers = dossier.papers
    digitised = papers["digitised"] is True
    e_result = papers["e_result"] is True and dossier.outcome == "finished"
    result_due = version.get("result_is_paper", False)
    fee_due = owes_fee(dossier)
    has = {
        "digitised": digitised,
        "e_result": e_result,
        "result_due": result_due,
        "reused": papers["reused"] in ("reused", "replaced"),
        "from_store": papers["from_store"] is True,
        "population_db": papers["population_db"] is True,
        "account_verified": papers["account_verified"] is True,
        "fee_due": fee_due,
        "paid_online": dossier.paid_online and fee_due,
        "full_online": version.get("service_level") == "full",
        "part_online": version.get("service_level") == "part",
        "interlinked_same_level": version.get("interlink") == "same_level",
        "interlinked_cross_level": version.get("interlink") == "cross_level",
        "online_complete": dossier.channel == "online" and (e_result or not result_due),
        "digitised_both": digitised and (e_result or not result_due),
        "e_result_due": e_result and result_due,
        "complained": dossier.complained_on is not None,
    }
    return [name for name in ATTRIBUTES if has[name]]


def overdue_runs(dossier):
    """(first day, first day after or None) of each run of overdue days.

    Between two of the days listed here nothing changes, so looking at these is enough."""
    days = {day_of(dossier.received_at)}
    if dossier.ended_at is not None:
        days.add(day_of(dossier.ended_at))
    for wait in dossier.waits:
        days.add(day_of(wait.start))
        if wait.end is not None:
            days.add(day_of(wait.end))
    for statement in dossier.dues:
        days.add(day_of(statement.time))
        days.add(statement.due.day + 1)
    runs = []
    first = None
    for day in sorted(days):
        overdue = dossier.overdue_at_end_of(day)
        if overdue and first is None:
            first = day
        elif not overdue and first is not None:
            runs.append((first, day))
            first = None
    if first is not None:
        runs.append((first, None))
    return runs


def contribution_key(dossier):
    return (dossier.unit, dossier.procedure, dossier.channel, dossier.source)


def contributions(dossier, whole=False):
    """{(day, measure): n}, nothing with n = 0."""
    posted = +(count(dossier) + count_marks(dossier))
    if whole:
        return posted
    return Counter({(day, measure): n for (day, measure), n in posted.items()
                    if NUMBER[measure] < FIRST_OF_THE_WHOLE})


def count(dossier):
    """The measures."""
    posted = Counter()
    if not dossier.counted:
        return posted

    received = day_of(dossier.received_at)
    posted[received, "received"] += 1
    ended = None
    if dossier.ended_at is not None:
        ended = day_of(dossier.ended_at)
        finished = {"early": "finished_early", "on_time": "finished_on_time",
                    "late": "finished_late", "withdrawn": "withdrawn"}
        posted[ended, finished[dossier.verdict]] += 1
    for first, after in overdue_runs(dossier):
        posted[first, "overdue_in"] += 1
        if after is not None:
            posted[after, "overdue_out"] += 1
    for wait in dossier.waits:
        posted[day_of(wait.start), "waiting_in"] += 1
        if wait.end is not None:
            posted[day_of(wait.end), "waiting_out"] += 1
    if dossier.hand_over:
        moment, way, on_spot = dossier.hand_over
        posted[day_of(moment), f"returned_{way}"] += 1
        if on_spot:
            posted[day_of(moment), "returned_on_spot"] += 1
    for moment, by, amount in dossier.payments:
        how = "online" if by in ("portal", "gateway") else "direct"
        posted[day_of(moment), f"payments_{how}"] += 1
        posted[day_of(moment), f"amount_{how}"] += amount
    for attribute in attributes(dossier):
        posted[received, f"received_{attribute}"] += 1
        if ended is not None:
            posted[ended, f"closed_{attribute}"] += 1
    for name, day in (("late", dossier.late and dossier.late.day),
                      ("bad", national.bad_day(dossier))):
        if day is not None:
            posted[day, f"{name}_in_766"] += 1
            if ended is not None:
                posted[ended, f"{name}_out_766"] += 1
    if dossier.vote:
        day, level = dossier.vote
        posted[day, "rated"] += 1
        if level >= 4:
            posted[day, "rated_satisfied"] += 1
    for day, template in dossier.messages:
        posted[day, f"notified_{template}"] += 1
    if dossier.outcome == "finished":
        posted[ended, "handling_minutes"] += handling_minutes(dossier)
    return posted


def count_marks(dossier):
    """The flags, and the differences between the two verdicts."""
    posted = Counter()
    flagged_on = (day_of(dossier.received_at) if dossier.counted else dossier.first_fact_day)
    for flag in dossier.flags & set(FLAGS):
        posted[flagged_on, f"flag_{flag}"] += 1
    if not dossier.counted:
        return posted
    for first, after, difference in national.open_differences(dossier, overdue_runs(dossier)):
        posted[first, f"{difference}_in"] += 1
        if after is not None:
            posted[after, f"{difference}_out"] += 1
    difference = national.closed_difference(dossier)
    if dossier.ended_at is not None and difference:
        posted[day_of(dossier.ended_at), difference] += 1
    return posted


def sorted_postings(posted):
    """[(day, measure, n)…] by day and number on the wire."""
    return sorted(((day, measure, n) for (day, measure), n in posted.items()),
                  key=lambda posting: (posting[0], NUMBER[posting[1]]))
