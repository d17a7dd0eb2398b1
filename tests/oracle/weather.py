#!/usr/bin/env python3
"""
Weather: random messy histories, as canonical JSON lines. The same seed gives the same lines.

  weather.py --seed N --dossiers N [--broken PERCENT] [--whole]

Few days, few moments, few codes, so that things collide; many moments lie at the borders of a day
in Viet Nam. A third of the dossiers go their orderly way and are then disturbed, a third is told
by snapshots and steps that disagree, a third is any fact at any moment. --broken adds lines that
intake must reject. --whole adds votes, messages, complaints, hours of units, moments of arrival
(`recorded_at`), dossiers without any due, and some around Tết and around a make-up Saturday.
"""
import argparse
import json
import random
import sys
import unicodedata
from datetime import datetime, timedelta, timezone

FIRST_DAY = datetime(2024, 2, 24)
DAYS = 14
VIET_NAM = timezone(timedelta(hours=7))
ZONES = (VIET_NAM, VIET_NAM, VIET_NAM, timezone.utc, timezone(timedelta(hours=-5, minutes=-30)))
BORDERS = ("00:00:00", "00:00:00", "00:00:01", "23:59:59", "23:59:59", "17:00:00")
CLOCKS = ("07:30:00", "08:00:00", "08:15:10", "11:30:00", "12:10:00", "14:45:59", "17:00:01")
SOURCES = ("mot-cua", "bo-nganh", "cổng-tỉnh")

# Where a dossier's days begin, in days from FIRST_DAY: here, before Tết, and before 30 April.
SHIFTS = (0, 0, 0, 0, 0, 0, -18, 62)
ARRIVALS = 5 * tuple(timedelta(**delta) for delta in (
    {}, {"seconds": 1}, {"hours": 1}, {"days": 1}, {"days": 3}, {"days": 20}, {"seconds": -299},
    {"seconds": -300})) + (timedelta(seconds=-300, microseconds=-1), timedelta(seconds=-301))
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WEEKS = (
    dict.fromkeys(WEEKDAYS[:6], [["07:00", "11:00"], ["13:00", "17:00"]]),
    {**dict.fromkeys(WEEKDAYS[:5], [["07:30", "11:30"], ["13:30", "17:00"]]),
     "sat": [["07:30", "11:30"]]},
    dict.fromkeys(WEEKDAYS, [["00:00", "24:00"]]),
    {"tue": [["08:15", "12:10"], ["12:30", "14:46"], ["20:00", "24:00"]],
     "fri": [["00:00", "06:00"]], "sun": [["23:59", "24:00"]]})
COMPLAINTS_DESK = "phan-anh"

UNITS = ("H01", "H01.1", "H01.2", "H01.2.1", "H01.2.2", "H01.3", "H01.4", "H01.9")
UNKNOWN_UNIT = "H01.88"
PROCEDURES = ("1.001", "1.002", "1.003", "1.004", "1.005", "1.006", "1.007")
UNKNOWN_PROCEDURE = "9.999"
STATUSES = (1, 2, 2, 2, 3, 4, 4, 4, 5, 5, 5, 6, 7, 8, 9, 9, 9, 10, 10, 10)


class Weather:
    def __init__(self, seed, whole=False):
        self.chance = random.Random(seed)
        self.whole = whole
        self.count = 0
        self.first_day = FIRST_DAY

    def maybe(self, percent):
        return self.chance.random() * 100 < percent

    def pick(self, choices):
        return self.chance.choice(choices)

    # Moments are naive local times until they are written.

    def moment(self, first=0, last=DAYS):
        day = self.first_day + timedelta(days=self.chance.randint(first, last))
        clock = self.pick(BORDERS if self.maybe(45) else CLOCKS)
        moment = datetime.combine(day, datetime.strptime(clock, "%H:%M:%S").time())
        if self.maybe(4):
            moment += timedelta(microseconds=self.pick((1, 500000, 999999)))
        return moment

    def instant(self, moment):
        zone = self.pick(ZONES)
        text = moment.replace(tzinfo=VIET_NAM).astimezone(zone).isoformat()
        return text.replace("+00:00", self.pick(("Z", "Z", "+00:00", "-00:00")))

    def due(self, first=-1, last=DAYS + 4):
        day = self.first_day + timedelta(days=self.chance.randint(first, last))
        if self.maybe(40):
            return day.date().isoformat()
        if self.maybe(30):
            return self.instant(self.moment())
        clock = self.pick(((0, 0, 0), (11, 30, 0), (17, 0, 0), (23, 59, 59)))
        return self.instant(day.replace(hour=clock[0], minute=clock[1], second=clock[2]))

    def unit(self):
        return UNKNOWN_UNIT if self.maybe(6) else self.pick(UNITS)

    def procedure(self):
        return UNKNOWN_PROCEDURE if self.maybe(6) else self.pick(PROCEDURES)

    def channel(self):
        return self.pick(("direct", "online", "online", "post"))

    def fact(self, type, subject, moment, data, source):
        """Ids are random, so that their order tells nothing."""
        self.count += 1
        id = f"{self.chance.getrandbits(32):08x}-{self.count:x}"
        if self.maybe(2):
            id = "số " + id
        fact = {"specversion": "1.0", "id": id, "source": source, "type": type,
                "time": self.instant(moment), "subject": subject, "data": data}
        if self.whole and self.maybe(60):
            fact["recorded_at"] = self.instant(moment + self.pick(ARRIVALS))
        return fact

    # One fact of each type, with whatever it may say.

    def some(self, percent, **values):
        """Each of the values (made when needed) with that chance."""
        return {name: make() for name, make in values.items() if self.maybe(percent)}

    def received(self):
        return {"procedure": self.procedure(), "unit": self.unit(), "channel": self.channel(),
                **self.some(70, due=self.due),
                **self.some(30, applicant=lambda: self.pick(("citizen", "enterprise")),
                            submitted_at=lambda: self.instant(self.moment(-1)),
                            submitted_via=lambda: self.pick(("national", "local")))}

    def status(self, code=None):
        code = code or self.pick(STATUSES)
        data = {"status": code, **self.some(12, due=self.due)}
        if code == 10 or self.maybe(3):
            data.update(self.some(60, channel_out=lambda: self.pick(("counter", "online", "post"))))
            data.update(self.some(40, on_spot=lambda: self.maybe(60)))
        return data

    def papers(self):
        yes = lambda: self.maybe(70)
        if self.whole and self.maybe(10):
            return {"result_is_input": yes()}
        return self.some(50, digitised=yes, e_result=yes, from_store=yes, population_db=yes,
                         account_verified=yes,
                         reused=lambda: self.pick(("no", "reused", "replaced")))

    def fee(self):
        return {"amount": self.pick((0, 0, 8000, 50000)),
                "kind": self.pick(("fee", "charge", "tax", "other"))}

    def paid(self):
        return {"amount": self.pick((0, 8000, 8000, 50000, 123456789)),
                "channel": self.pick(("portal", "gateway", "bank", "cash"))}

    def corrected(self):
        makers = {"procedure": self.procedure, "unit": self.unit, "channel": self.channel,
                  "received_at": lambda: self.instant(self.moment()), "due": self.due,
                  "applicant": lambda: "citizen"}
        names = self.chance.sample(("procedure", "unit", "channel", "received_at", "received_at",
                                    "due", "due", "applicant"), self.chance.randint(1, 3))
        return {name: makers[name]() for name in sorted(set(names))}

    def snapshot(self, code=None, moments=None):
        moment = (lambda: self.instant(self.pick(moments))) if moments else (
            lambda: self.instant(self.moment()))
        data = {"status": code or self.pick(STATUSES),
                **self.some(95, procedure=self.procedure, unit=self.unit, channel=self.channel),
                **self.some(80, received_at=moment),
                **self.some(55, due=self.due),
                **self.some(20, channel_out=lambda: self.pick(("counter", "online", "post")),
                            submitted_at=moment, applicant=lambda: "enterprise",
                            paid_online=lambda: self.maybe(70),
                            fees=lambda: [self.fee() for _ in range(self.chance.randint(0, 2))])}
        ended = data["status"] in (7, 9, 10)
        data.update(self.some(75 if ended else 12, finished_at=moment))
        data.update(self.some(50 if data["status"] == 10 else 12, returned_at=moment))
        data.update(self.some(60 if data["status"] == 3 else 5, refused_at=moment))
        if self.maybe(30):
            data["supplements"] = [self.supplement(moments)
                                   for _ in range(self.chance.randint(0, 3))]
        if self.maybe(50):
            data.update(self.papers())
        return data

    def supplement(self, moments):
        asked = self.pick(moments) if moments else self.moment()
        back = asked if self.maybe(10) else (self.pick(moments) if moments else self.moment())
        if back < asked and self.maybe(70):
            asked, back = back, asked
        return {"requested_at": self.instant(asked),
                **self.some(75, returned_at=lambda: self.instant(back))}

    def any_data(self, type):
        return {"dossier.received": self.received, "dossier.status": self.status,
                "dossier.extended": lambda: {"due": self.due(), **self.some(30, reason=lambda: "r1")},
                "dossier.papers": self.papers, "dossier.fee": self.fee, "dossier.paid": self.paid,
                "dossier.moved": lambda: {"unit": self.unit()}, "dossier.corrected": self.corrected,
                "dossier.voided": lambda: {"reason": "test"},
                "dossier.snapshot": self.snapshot}[type]()

    def rated(self):
        return {"level": self.chance.randint(1, 5)}

    def notified(self):
        return {"template": self.pick(("result_ready", "apology", "other")),
                "medium": self.pick(("sms", "email", "app", "phone", "other"))}

    # Three kinds of dossiers: lists of (type, moment, data).

    def soup(self):
        moments = [self.moment() for _ in range(self.chance.randint(2, 7))]
        facts = []
        if self.maybe(75):
            facts.append(("dossier.received", self.pick(sorted(moments)[:3]), self.received()))
        for _ in range(self.chance.randint(1, 9)):
            type = self.pick(("dossier.status",) * 12 + ("dossier.snapshot",) * 2 +
                             ("dossier.received", "dossier.extended", "dossier.extended",
                              "dossier.papers", "dossier.fee", "dossier.paid", "dossier.moved",
                              "dossier.corrected", "dossier.corrected"))
            facts.append((type, self.pick(moments), self.any_data(type)))
        return facts

    def orderly(self):
        codes = [2] if self.maybe(60) else []
        codes += [4] if self.maybe(60) else []
        while self.maybe(35):
            codes += self.pick(([5, 4], [5, 5, 2], [5, 6, 5, 4], [6, 4], [8, 4], [8, 5, 4], [5, 9]))
        codes += self.pick(([9, 10], [9, 10], [9, 10], [9], [9], [10], [7], [10, 9], [8], [5], []))
        if self.maybe(8):
            codes += self.pick(([4, 9, 10], [2], [4], [2, 9], [5, 4, 7]))
        if self.maybe(6):
            codes = [3] + codes if self.maybe(50) else codes + [3] + self.pick(([], codes, [2, 9]))
        moments = sorted(self.moment() for _ in range(len(codes) + 1))
        facts = [("dossier.received", moments[0], self.received())] if self.maybe(92) else []
        facts += [("dossier.status", moment, self.status(code))
                  for code, moment in zip(codes, moments[1:])]
        for type, percent in (("dossier.papers", 50), ("dossier.fee", 35), ("dossier.paid", 35),
                              ("dossier.paid", 8), ("dossier.moved", 12), ("dossier.extended", 18),
                              ("dossier.extended", 5), ("dossier.corrected", 12)):
            if self.maybe(percent):
                moment = self.pick(moments) if self.maybe(30) else self.moment()
                facts.append((type, moment, self.any_data(type)))
        if self.maybe(12):
            facts.append(("dossier.received", self.pick(moments), self.received()))
        return facts

    def told_by_snapshots(self):
        moments = [self.moment() for _ in range(self.chance.randint(2, 6))]
        facts = [("dossier.snapshot", self.pick(moments + [self.moment()]),
                  self.snapshot(moments=moments))
                 for _ in range(self.chance.choice((1, 1, 2, 3)))]
        if self.maybe(25):
            # The source repeats "received" on every push, before its snapshot of the end.
            last = max(moments) + timedelta(seconds=self.pick((0, 1, 3600)))
            facts.append(("dossier.status", last, self.status(self.pick((2, 4)))))
            facts.append(("dossier.snapshot", last + timedelta(seconds=self.pick((0, 1, 5))),
                          self.snapshot(self.pick((7, 9, 10)), moments)))
        if self.maybe(70):
            for _ in range(self.chance.randint(1, 5)):
                facts.append(("dossier.status", self.pick(moments), self.status()))
        if self.maybe(30):
            facts.append(("dossier.received", self.pick(moments), self.received()))
        if self.maybe(20):
            type = self.pick(("dossier.corrected", "dossier.extended", "dossier.moved",
                              "dossier.papers", "dossier.fee", "dossier.paid"))
            facts.append((type, self.pick(moments), self.any_data(type)))
        return facts

    def dossier(self, number):
        """The lines of one dossier, in the order in which the source sends them."""
        source = self.pick(SOURCES)
        subject = f"{self.pick(UNITS)}-2402-{number:06}"
        if self.whole:
            self.first_day = FIRST_DAY + timedelta(days=self.pick(SHIFTS))
        facts = self.pick((self.soup, self.orderly, self.told_by_snapshots))()
        if self.whole:
            facts = self.with_the_applicant(facts)
        if self.maybe(2):
            facts.append(("dossier.voided", self.moment(), {"reason": "test"}))
        facts = [self.fact(type, subject, moment, data, source) for type, moment, data in facts]
        if self.maybe(8):
            facts.append(self.again(self.pick(facts)))
        if self.maybe(4):
            facts.append(self.conflicting(self.pick(facts)))
        if self.whole and self.maybe(6):
            desk = self.pick((COMPLAINTS_DESK, source))
            facts += [self.fact("dossier.complained", subject, self.moment(),
                                {"feedback": f"PA-{number}"}, desk)
                      for _ in range(self.chance.choice((1, 1, 2)))]
        if self.maybe(1):
            # The same code from another system: another dossier.
            other = dict(self.pick(facts))
            other["source"] = self.pick(SOURCES)
            facts.append(other)
        if self.maybe(2) and facts[0]["type"] == "dossier.received":
            # A twin: same procedure, unit and moment under another code.
            facts.append({**facts[0], "subject": subject + "-B"})
        self.chance.shuffle(facts)
        return facts

    def with_the_applicant(self, facts):
        """Votes and messages; a dossier to which nobody gave any due, one whose due is made of a
        moment at which something happens."""
        promised = [data for _, _, data in facts if "due" in data]
        if promised and self.maybe(15):
            self.pick(promised)["due"] = self.instant(self.pick(facts)[1])
        elif self.maybe(20):
            silent = [(type, moment, {key: value for key, value in data.items() if key != "due"})
                      for type, moment, data in facts if type != "dossier.extended"]
            facts = [fact for fact in silent if fact[0] != "dossier.corrected" or fact[2]] or facts
        for type, make, percent in (("dossier.rated", self.rated, 20),
                                    ("dossier.notified", self.notified, 20)):
            while self.maybe(percent):
                facts.append((type, self.moment(), make()))
        return facts

    def again(self, fact):
        """The same fact written otherwise: other offset, unknown keys, letters taken apart."""
        fact = json.loads(json.dumps(fact))
        moment = datetime.fromisoformat(fact["time"].replace("Z", "+00:00"))
        fact["time"] = moment.astimezone(self.pick(ZONES)).isoformat()
        fact["id"] = unicodedata.normalize("NFD", fact["id"])
        fact["data"]["note"] = "unknown key"
        fact["datacontenttype"] = "application/json"
        return dict(sorted(fact.items()))

    def conflicting(self, fact):
        fact = json.loads(json.dumps(fact))
        if self.maybe(50):
            fact["time"] = self.instant(self.moment())
        else:
            fact["type"] = "dossier.status"
            fact["data"] = self.status()
        return fact

    # Organisation and procedures.

    def catalogue(self):
        lines = []

        def say(type, subject, day, data, clock=0):
            moment = FIRST_DAY + timedelta(days=day, seconds=clock)
            lines.append(self.fact(type, subject, moment, data, "danh-muc"))

        def opened(code, name, parent, level, day=-400, clock=0):
            say("unit.opened", code, day,
                {"name_vi": name, "level": level, **({"parent": parent} if parent else {})}, clock)

        opened("H01", "Tỉnh Thử", None, "province")
        opened("H01.1", "Sở Một", "H01", "department")
        opened("H01.2", "Huyện Hai", "H01", "district")
        opened("H01.2.1", "Xã Hai Một", "H01.2", "commune")
        opened("H01.2.2", "Xã Hai Hai", "H01.2", "commune")
        opened("H01.2.2", "Phường Hai Hai", "H01.3", "commune", day=7)
        opened("H01.3", "Huyện Ba", "H01", "district", day=3, clock=86399)
        opened("H01.4", "Sở Bốn", "H01", "department")
        say("unit.closed", "H01.4", 6, {})
        say("unit.succeeded", "H01.4", 6, {"successors": [{"unit": "H01.1"}]})
        say("unit.renamed", "H01.1", 5, {"name_vi": "Sở Thứ Nhất"})
        opened("H01.9", "Chi cục Chín", "H01", "branch")
        opened("H01.7", "Chi cục Chưa có số liệu", "H01", "branch")
        opened("H01.5", "Ban Năm", "H01.1", "branch", day=40)
        say("unit.hours", "H01.1", 2, {"mon": [["07:30", "11:30"], ["13:30", "17:00"]]})

        def published(code, field, day, level, limit, clock=0, **more):
            n, unit = limit
            say("procedure.published", code, day,
                {"name_vi": "Thủ tục " + code, "field": field, "service_level": level,
                 "limit": {"n": n, "unit": unit}, **more}, clock)

        published("1.001", "Hộ tịch", -300, "full", (5, "working_day"), fee=True, result_is_paper=True)
        published("1.002", "Hộ tịch", -300, "part", (8, "hour"), fee=False, interlink="same_level")
        published("1.003", "Đất đai", -300, "info", (6, "day"), fee=True, interlink="cross_level",
                  result_is_paper=True)
        published("1.003", "Đất đai", 5, "part", (1, "month"), clock=86399, fee=False, result_is_paper=False)
        published("1.003", "Đất đai, môi trường", 9, "full", (0, "working_day"), fee=True, interlink="none",
                  result_is_paper=True, one_stop=True)
        published("1.004", "Đầu tư", 6, "full", (1, "working_day"), fee=True, result_is_paper=True)
        published("1.005", "Đầu tư", -20, "part", (2, "hour"), fee=True)
        say("procedure.withdrawn", "1.005", 4, {})
        published("1.006", "Y tế", -20, "info", (0, "hour"), fee=False)
        published("1.006", "Y tế", 4, "full", (3, "day"), clock=3600, fee=False, interlink="same_level")
        published("1.006", "Y tế", 4, "part", (27, "hour"), clock=7200, fee=True, interlink="cross_level")
        published("1.007", "Lao động", 90, "full", (1, "day"), fee=False, result_is_paper=True)
        if self.whole:
            for _ in range(self.chance.randint(3, 8)):
                say("unit.hours", self.pick(UNITS), self.pick((-400, -18, 0, 3, 6, 7, 9, 62, 66)),
                    self.pick(WEEKS), self.pick((0, 1, 86399)))
        return lines

    def broken(self, fact):
        """A line that intake must reject, by the name of one field."""
        fact = json.loads(json.dumps(fact))
        data = fact["data"]
        breakings = (
            lambda: fact.pop(self.pick(("id", "type", "time", "subject", "data"))),
            lambda: fact.update(time="2024-03-01 08:00"),
            lambda: fact.update(id="x" * 65),
            lambda: fact.update(type="dossier.lost"),
            lambda: (fact.update(type="dossier.status"), data.update(status=self.pick((0, 11, "2", 2.0)))),
            lambda: (fact.update(type="dossier.corrected"), fact.update(data={"note": "nothing"})),
            lambda: (fact.update(type="dossier.paid"), data.update(amount=-1, channel="cash")),
            lambda: (fact.update(type="dossier.received"),
                     fact.update(data={"procedure": "1.001", "unit": "H01", "channel": "fax"})))
        if self.whole:
            breakings += (
                lambda: (fact.update(type="dossier.rated"), data.update(level=self.pick((0, 6)))),
                lambda: (fact.update(type="dossier.notified"), data.update(template="love")))
        self.pick(breakings)()
        return fact

    def lines(self, dossiers, broken=0):
        """All lines, those of different dossiers mixed with each other."""
        waiting = self.catalogue()
        for number in range(dossiers):
            facts = self.dossier(number)
            waiting += facts
            if self.maybe(broken):
                waiting.append(self.broken(self.pick(facts)))
            while len(waiting) > 4000:
                yield self.take_one(waiting)
        while waiting:
            yield self.take_one(waiting)

    def take_one(self, waiting):
        place = self.chance.randrange(len(waiting))
        waiting[place], waiting[-1] = waiting[-1], waiting[place]
        return json.dumps(waiting.pop(), ensure_ascii=False, separators=(",", ":"))


def main():
    parser = argparse.ArgumentParser(description="Random messy histories.")
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--dossiers", type=int, required=True)
    parser.add_argument("--broken", type=float, default=0, metavar="PERCENT",
                        help="so many per hundred dossiers come with a line to be rejected")
    parser.add_argument("--whole", action="store_true",
                        help="with all that the whole of the definition asks for")
    options = parser.parse_args()
    for line in Weather(options.seed, options.whole).lines(options.dossiers, options.broken):
        sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()
