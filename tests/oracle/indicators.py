"""
The indicators of public reports, each by looking: at every dossier as it stood, at every procedure
as it was on a day. Nothing here knows sums, formulas or changes by day.

An indicator comes to a Value; `value` is a text as it is printed for programs, None where there is
none. Of a percentage the two parts are known unless nobody has stated what one of them counts.
"""
from collections import namedtuple
from fractions import Fraction

import domain
import tables

Value = namedtuple("Value", "value numerator denominator", defaults=(None, None))
Scope = namedtuple("Scope", "unit first last duty systems field levels",
                   defaults=(None, None, None, None))


def share(numerator, denominator, decimals):
    if numerator is None or denominator is None:
        return Value(None)
    if denominator == 0:
        return Value(None, str(numerator), "0")
    scaled = Fraction(100 * 10 ** decimals * numerator, denominator)
    whole = int(scaled + Fraction(1, 2))
    text = str(whole).rjust(decimals + 1, "0")
    text = f"{text[:-decimals]}.{text[-decimals:]}" if decimals else text
    return Value(text, str(numerator), str(denominator))


def count(number):
    return Value(None if number is None else str(number))


# ---------------------------------------------------------------------------------------------
# E: dossiers.

class Seen:
    """The dossiers that are looked at, and the questions about one of them."""

    def __init__(self, book, dossiers, kinds, homes, scope):
        self.scope = scope
        catalogue = book.catalogue
        tree = tables.Tree(catalogue, scope.last)
        self.dossiers = []
        for dossier in dossiers:
            place = dossier.unit or homes.get(dossier.source) or tree.only_root()
            if not dossier.counted or scope.unit not in tree.path(place):
                continue
            if scope.systems is None:
                chosen = kinds[dossier.source] != "national"
            else:
                chosen = dossier.source in scope.systems or kinds[dossier.source] in scope.systems
            if scope.field is not None:
                chosen = chosen and dossier.procedure is not None and \
                    catalogue.field(dossier.procedure, scope.last) == scope.field
            if chosen:
                self.dossiers.append(dossier)

    def within(self, moment, first=None):
        first = self.scope.first if first is None else first
        return moment is not None and first <= domain.day_of(moment) <= self.scope.last

    def number(self, holds):
        return sum(1 for dossier in self.dossiers if holds(dossier))

    def procedures(self, holds):
        return len({dossier.procedure for dossier in self.dossiers
                    if dossier.procedure is not None and holds(dossier)})

    # What may hold of one.

    def received(self, *attributes, by=None):
        return lambda one: (self.within(one.received_at) and (by is None or one.channel == by)
                            and all(name in domain.attributes(one) for name in attributes))

    def received_any(self, *attributes, by=None):
        return lambda one: (self.within(one.received_at) and (by is None or one.channel == by)
                            and any(name in domain.attributes(one) for name in attributes))

    def received_on_duty(self, *attributes):
        first = max(self.scope.first, self.scope.duty or self.scope.first)
        return lambda one: (self.within(one.received_at, first)
                            and all(name in domain.attributes(one) for name in attributes))

    def ended(self, *verdicts):
        return lambda one: self.within(one.ended_at) and one.verdict in verdicts

    def ended_with_any(self, *attributes):
        return lambda one: (self.within(one.ended_at)
                            and any(name in domain.attributes(one) for name in attributes))

    def returned(self, *ways, by=None):
        return lambda one: (one.hand_over is not None and self.within(one.hand_over[0])
                            and (one.hand_over[1] or "counter") in ways
                            and (by is None or one.channel == by))

    def on_spot(self, one):
        return one.hand_over is not None and self.within(one.hand_over[0]) and one.hand_over[2]

    def open_at(self, day):
        return lambda one: one.received_by(day) and not one.ended_by(day)

    def overdue(self, one):
        return one.overdue_at_end_of(self.scope.last)

    def messages(self, template):
        return sum(1 for dossier in self.dossiers for day, said in dossier.messages
                   if said == template and self.scope.first <= day <= self.scope.last)

    def payments(self, *channels):
        return [amount for dossier in self.dossiers for moment, by, amount in dossier.payments
                if by in channels and self.within(moment)]


FINISHED = ("early", "on_time", "late")
WAYS = ("counter", "online", "post")
INTERLINKED = ("interlinked_same_level", "interlinked_cross_level")
ONLINE_LEVELS = ("full_online", "part_online")


def of_dossiers(seen, procedures):
    n, p, first, last = seen.number, seen.procedures, seen.scope.first, seen.scope.last
    received, finished = n(seen.received()), n(seen.ended(*FINISHED))
    in_time = n(seen.ended("early", "on_time"))
    carried, in_progress = n(seen.open_at(first - 1)), n(seen.open_at(last))
    overdue, returned = n(seen.overdue), n(seen.returned(*WAYS))
    interlinked = n(seen.ended_with_any(*INTERLINKED))
    closed = n(seen.ended(*FINISHED, "withdrawn"))
    with_dossiers, with_online = p(seen.received()), p(seen.received(by="online"))
    online_levels = p(seen.received_any(*ONLINE_LEVELS, by="online"))
    offered = procedures.having(service_level=("full", "part"))
    paid_online, paid_else = seen.payments("portal", "gateway"), seen.payments("bank", "cash")

    def share_of(*what, by=None, decimals=1):
        return share(n(seen.received(*what, by=by)), received, decimals)

    return {
        "dossiers_received_total": count(carried + received),
        "dossiers_received_new": count(received),
        "dossiers_received_online": count(n(seen.received(by="online"))),
        "dossiers_received_in_person": count(n(seen.received(by="direct"))),
        "dossiers_received_bcci": count(n(seen.received(by="post"))),
        "dossiers_carried_in": count(carried),
        "dossiers_received_interlinked": count(n(seen.received_any(*INTERLINKED))),
        "pct_received_online": share_of(by="online"),
        "pct_received_bcci": share_of(by="post"),
        "dossiers_resolved": count(finished),
        "dossiers_resolved_on_or_before_due": count(in_time),
        "dossiers_resolved_early": count(n(seen.ended("early"))),
        "dossiers_resolved_on_due_day": count(n(seen.ended("on_time"))),
        "dossiers_resolved_late": count(n(seen.ended("late"))),
        "pct_resolved_on_or_before_due": share(in_time, finished, 2),
        "pct_resolved_late": share(n(seen.ended("late")), finished, 2),
        "pct_resolved_early": share(n(seen.ended("early")), finished, 1),
        "pct_resolved_on_due_day": share(n(seen.ended("on_time")), finished, 1),
        "pct_resolved_of_received": share(finished, received, 2),
        "dossiers_resolved_interlinked": count(interlinked),
        "pct_resolved_interlinked": share(interlinked, closed, 2),
        "dossiers_in_progress": count(in_progress),
        "dossiers_in_progress_not_due": count(in_progress - overdue),
        "dossiers_in_progress_overdue": count(overdue),
        "dossiers_result_returned": count(returned),
        "results_returned_bcci": count(n(seen.returned("post"))),
        "pct_results_returned_bcci": share(n(seen.returned("post")), returned, 1),
        "dossiers_in_and_out_bcci": count(n(seen.returned("post", by="post"))),
        "dossiers_on_the_spot": count(n(seen.on_spot)),
        "sms_result_ready": count(seen.messages("result_ready")),
        "pct_e_result": share(n(lambda one: seen.within(one.ended_at)
                                and "e_result" in domain.attributes(one)), finished, 1),
        "pct_digitised": share_of("digitised"),
        "pct_popdb_lookup": share(n(seen.received_on_duty("population_db")),
                                  n(seen.received_on_duty()), 1),
        "pct_digital_reuse": share_of("reused"),
        "pct_online_payment": share(n(seen.received("paid_online")),
                                    n(seen.received("fee_due")), 1),
        "payments_online_count": count(len(paid_online)),
        "payments_online_amount": count(sum(paid_online)),
        "payments_direct_count": count(len(paid_else)),
        "payments_direct_amount": count(sum(paid_else)),
        "procedures_with_dossiers": count(with_dossiers),
        "procedures_with_online_dossiers": count(with_online),
        "pct_procedures_with_online_dossiers": share(with_online, with_dossiers, 1),
        "pct_online_procedures_active": share(online_levels, offered, 1),
        "procedures_with_bcci_dossiers": count(
            p(lambda one: seen.received(by="post")(one) or seen.returned("post")(one))),
        "procedures_received_bcci": count(p(seen.received(by="post"))),
        "procedures_returned_bcci": count(p(seen.returned("post"))),
        "dossiers_received_new_level3": count(n(seen.received("part_online"))),
        "dossiers_received_new_level4": count(n(seen.received("full_online"))),
        "dossiers_received_online_level3": count(n(seen.received("part_online", by="online"))),
        "dossiers_received_online_level4": count(n(seen.received("full_online", by="online"))),
        "dossiers_received_online_level_3_4": count(
            n(seen.received_any(*ONLINE_LEVELS, by="online"))),
        "pct_received_online_level3": share(n(seen.received("part_online", by="online")),
                                            n(seen.received("part_online")), 1),
        "pct_received_online_level4": share(n(seen.received("full_online", by="online")),
                                            n(seen.received("full_online")), 1),
        "procedures_with_dossiers_level_3_4": count(p(seen.received_any(*ONLINE_LEVELS))),
        "procedures_with_online_dossiers_level_3_4": count(online_levels),
        "pct_procedures_with_online_dossiers_level_3_4": share(
            online_levels, p(seen.received_any(*ONLINE_LEVELS)), 1),
    }


# ---------------------------------------------------------------------------------------------
# C: the catalogue.

class Procedures:
    """The procedures of the unit's levels, day by day."""

    def __init__(self, book, kinds, scope):
        self.scope = scope
        levels = self.levels_of(book.catalogue, scope)
        said = {}
        for fact in book.facts.values():
            if fact.type.startswith("procedure."):
                said.setdefault(fact.subject, []).append(fact)
        self.said = {}
        for code, facts in said.items():
            facts.sort(key=lambda f: (f.time, f.type == "procedure.withdrawn", f.id.encode(),
                                      f.source.encode()))
            self.said[code] = facts
        self.kinds, self.handled_at = kinds, levels

    @staticmethod
    def levels_of(catalogue, scope):
        tree, levels = tables.Tree(catalogue, scope.last), set()

        def level(unit):
            return catalogue.stated(unit, scope.last, ("unit.opened",))["level"]
        for unit in catalogue.known_units():
            if scope.unit not in tree.path(unit):
                continue
            levels.add(level(unit))
            if level(unit) == "branch" and tree.parents[unit]:
                levels.add(level(tree.parents[unit]))
        if levels & {"province", "department"}:
            levels |= {"province", "department"}
        return levels

    def is_chosen(self, data, source):
        at = data.get("levels")
        if at is not None and not self.handled_at & set(at):
            return False
        if self.scope.levels is not None and not set(at or ()) & set(self.scope.levels):
            return False
        if self.scope.field is not None and data["field"] != self.scope.field:
            return False
        return self.scope.systems is None or \
            bool({source, self.kinds[source]} & set(self.scope.systems))

    def as_of(self, code, day):
        """What is said of it at the end of the day: (in force, data, source)."""
        state = (False, None, None)
        for fact in self.said[code]:
            if domain.day_of(fact.time) > day:
                break
            if fact.type == "procedure.published":
                state = (True, fact.data, fact.source)
            else:
                state = (False, state[1], state[2])
        return state

    def in_force(self):
        for code in self.said:
            open_, data, source = self.as_of(code, self.scope.last)
            if open_ and self.is_chosen(data, source):
                yield data

    def all(self):
        return sum(1 for _ in self.in_force())

    def having(self, **wanted):
        """None when there are some in force, and none of them states all of the keys."""
        chosen = list(self.in_force())
        stated = [data for data in chosen if all(data.get(key) is not None for key in wanted)]
        if chosen and not stated:
            return None
        return sum(1 for data in stated
                   if all(data[key] in value if isinstance(value, tuple) else data[key] == value
                          for key, value in wanted.items()))

    def published(self):
        chosen = list(self.in_force())
        stated = [data["published_at"] for data in chosen if "published_at" in data]
        if chosen and not stated:
            return None
        return sum(1 for moment in stated if domain.day_of(moment) <= self.scope.last)

    def news(self):
        """What happened in the period: (change or None, decision or None); abolished is one."""
        for code, facts in self.said.items():
            days = {domain.day_of(fact.time) for fact in facts}
            for day in sorted(days):
                if not self.scope.first <= day <= self.scope.last:
                    continue
                before, now = self.as_of(code, day - 1), self.as_of(code, day)
                if now[0] and self.is_chosen(*now[1:]) and not self.repeats(before, now):
                    number = now[1].get("decision_no")
                    yield (now[1].get("change"),
                           number and (number, now[1].get("decision_date")))
                if before[0] and not now[0] and self.is_chosen(*before[1:]):
                    yield "abolished", None

    @staticmethod
    def repeats(before, now):
        if not before[0] or "change" not in now[1] or before[1].get("change") != now[1]["change"]:
            return False
        return before[1] == now[1] or (
            "decision_no" in now[1]
            and all(before[1].get(key) == now[1].get(key)
                    for key in ("decision_no", "decision_date")))

    def changes(self, *wanted):
        news = list(self.news())
        told = [change for change, _ in news if change != "abolished"]
        if wanted != ("abolished",) and told and not any(told):
            return None
        return sum(1 for change, _ in news if change in wanted)

    def decisions(self):
        news = [(change, decision) for change, decision in self.news() if change != "abolished"]
        known = {decision for change, decision in news if change and decision}
        if any(change for change, _ in news):
            return len(known) or None
        return None if news else 0


def added(*numbers):
    return None if None in numbers else sum(numbers)


def of_catalogue(seen):
    having, every = seen.having, seen.all()
    full, part = having(service_level="full"), having(service_level="part")
    fee, approved = having(fee=True), having(internal_process=("approved", "electronic"))
    one_stop = having(one_stop=True, interlink="none")
    same, cross = having(interlink="same_level"), having(interlink="cross_level")
    eligible = having(eligible_full_online=True)
    return {
        "procedures_in_force": count(every),
        "procedures_newly_announced": count(seen.changes("new")),
        "procedures_abolished_or_replaced": count(added(seen.changes("abolished"),
                                                        seen.changes("replaced"))),
        "procedures_amended": count(seen.changes("amended")),
        "procedures_replaced": count(seen.changes("replaced")),
        "procedures_abolished": count(seen.changes("abolished")),
        "announcement_decisions": count(seen.decisions()),
        "procedures_one_stop": count(one_stop),
        "pct_procedures_one_stop": share(one_stop, every, 2),
        "procedures_interlinked": count(added(same, cross)),
        "procedures_interlinked_same_level": count(same),
        "procedures_interlinked_cross_level": count(cross),
        "procedures_location_independent": count(having(location_independent=True)),
        "pct_procedures_internal_process_approved": share(approved, every, 1),
        "pct_internal_processes_digitised": share(having(internal_process="electronic"), approved,
                                                  1),
        "procedures_published_website": count(seen.published()),
        "procedures_on_portal": count(having(on_portal=True)),
        "procedures_online_level_3_4": count(full + part),
        "procedures_online_level3": count(part),
        "procedures_online_level4": count(full),
        "procedures_online_level4_fee": count(having(service_level="full", fee=True)),
        "procedures_fee_bearing": count(fee),
        "procedures_online_payment": count(having(online_payment=True)),
        "pct_procedures_online_payment": share(having(fee=True, online_payment=True), fee, 1),
        "services_eligible_full_online": count(eligible),
        "services_full_online": count(full),
        "services_partial_online": count(part),
        "services_other": count(having(service_level="info")),
        "pct_services_full_online_of_eligible": share(
            having(eligible_full_online=True, service_level="full"), eligible, 1),
        "pct_services_full_online_of_all": share(full, every, 1),
        "pct_services_partial_online_of_all": share(part, every, 1),
        "procedures_bcci_enabled": count(having(bcci=True)),
    }


def indicators(book, dossiers, kinds, homes, scope):
    """Every indicator of dossiers and of the catalogue, by id."""
    procedures = Procedures(book, kinds, scope)
    values = of_dossiers(Seen(book, dossiers, kinds, homes, scope), procedures)
    values.update(of_catalogue(procedures))
    return values
