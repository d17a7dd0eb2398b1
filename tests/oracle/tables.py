"""
The official tables, computed twice: from the sums of contributions, and by looking at the state
of each dossier on the evening before the period and on its last evening. Both must agree.
"""
from collections import Counter, namedtuple

import domain

AGENCY_TABLE = ("received_total", "received_new", "received_online", "carried_in",
                "resolved_total", "resolved_on_or_before_due", "resolved_late",
                "in_progress_total", "in_progress_not_due", "in_progress_overdue",
                "pct_received_online", "pct_online_payment", "pct_popdb_lookup", "pct_digitised",
                "pct_e_result")
II_06A = ("total", "online", "direct_post", "carried_over", "closed", "early", "on_time", "late",
          "in_progress", "in_term", "overdue")
PAYMENTS = ("online_tx_count", "online_tx_amount_vnd", "direct_tx_count", "direct_tx_amount_vnd")
COLUMNS = {"agency-table": AGENCY_TABLE, "II.06a": II_06A, "payments": PAYMENTS}

UNMAPPED = "unmapped"
TOTAL = "total"
LABELS = {UNMAPPED: "Chưa xác định", TOTAL: "Tổng số"}

Period = namedtuple("Period", "first last population_from")


class Broken(Exception):
    """A figure that breaks a rule of the definition: never printed."""


# Figures: the integers from which every cell is made.

FIGURES = ("received", "received_online", "carried_over", "early", "on_time", "late", "withdrawn",
           "in_progress", "overdue", "waiting", "fee_due", "paid_online", "population_received",
           "population_db", "digitised", "e_result", "payments_online", "amount_online",
           "payments_direct", "amount_direct", "late_766", "bad_766", "rated",
           "rated_satisfied")


def figures_from_sums(dossiers, period):
    """S(m, X) = sum of m over days <= X; m[F, U] = S(m, U) - S(m, F - 1)."""
    # The sums at four ends: F - 1, U, the evening before the duty began, U again.
    ends = (period.first - 1, period.last, period.population_from - 1)
    sums = [Counter() for _ in ends]
    for dossier in dossiers:
        online = dossier.channel == "online"
        if dossier.posted is None:
            dossier.posted = domain.contributions(dossier, whole=True)
        for (day, measure), n in dossier.posted.items():
            for end, total in zip(ends, sums):
                if day <= end:
                    total[measure] += n
                    if online and measure == "received":
                        total["received, online"] += n
    before, until, before_duty = sums

    def flow(measure, since=before):
        return until[measure] - since[measure]

    def closed(total):
        return (total["finished_early"] + total["finished_on_time"] + total["finished_late"] +
                total["withdrawn"])

    figures = {
        "received": flow("received"),
        "received_online": flow("received, online"),
        "carried_over": before["received"] - closed(before),
        "early": flow("finished_early"),
        "on_time": flow("finished_on_time"),
        "late": flow("finished_late"),
        "withdrawn": flow("withdrawn"),
        "in_progress": until["received"] - closed(until),
        "overdue": until["overdue_in"] - until["overdue_out"],
        "waiting": until["waiting_in"] - until["waiting_out"],
        "fee_due": flow("received_fee_due"),
        "paid_online": flow("received_paid_online"),
        "population_received": flow("received", before_duty),
        "population_db": flow("received_population_db", before_duty),
        "digitised": flow("received_digitised"),
        "e_result": flow("closed_e_result"),
        "payments_online": flow("payments_online"),
        "amount_online": flow("amount_online"),
        "payments_direct": flow("payments_direct"),
        "amount_direct": flow("amount_direct"),
        # Of the handled: those that were late already, and those that became so.
        "late_766": before["late_in_766"] - before["late_out_766"] + flow("late_in_766"),
        "bad_766": before["bad_in_766"] - before["bad_out_766"] + flow("bad_in_766"),
        "rated": flow("rated"),
        "rated_satisfied": flow("rated_satisfied"),
    }
    return figures


def figures_from_states(dossiers, period):
    """The same by asking each dossier how it stood, without any sum over days."""
    figures = dict.fromkeys(FIGURES, 0)
    for dossier in dossiers:
        if not dossier.counted:
            continue

        def within(moment, first=period.first):
            return moment is not None and first <= domain.day_of(moment) <= period.last

        def count(figure, holds, n=1):
            figures[figure] += n if holds else 0

        received = within(dossier.received_at)
        on_duty = within(dossier.received_at, period.population_from)
        ended = within(dossier.ended_at)
        has = domain.attributes(dossier)
        evening_before, evening = period.first - 1, period.last
        open_before = (dossier.received_by(evening_before)
                       and not dossier.ended_by(evening_before))
        open_now = dossier.received_by(evening) and not dossier.ended_by(evening)

        count("received", received)
        count("received_online", received and dossier.channel == "online")
        count("carried_over", open_before)
        for verdict in ("early", "on_time", "late", "withdrawn"):
            count(verdict, ended and dossier.verdict == verdict)
        count("in_progress", open_now)
        count("overdue", dossier.overdue_at_end_of(evening))
        count("waiting", open_now and dossier.waiting_at_end_of(evening))
        count("fee_due", received and "fee_due" in has)
        count("paid_online", received and "paid_online" in has)
        count("population_received", on_duty)
        count("population_db", on_duty and "population_db" in has)
        count("digitised", received and "digitised" in has)
        count("e_result", ended and "e_result" in has)
        for moment, by, amount in dossier.payments:
            how = "online" if by in ("portal", "gateway") else "direct"
            count(f"payments_{how}", within(moment))
            count(f"amount_{how}", within(moment), amount)

        handled = open_before or received
        late = dossier.late is not None and dossier.late.day <= evening
        complained = dossier.complained_on is not None and (
            dossier.complained_on <= evening or dossier.ended_by(evening))
        count("late_766", handled and late)
        count("bad_766", handled and (late or complained))
        voted = dossier.vote is not None and period.first <= dossier.vote[0] <= period.last
        count("rated", voted)
        count("rated_satisfied", voted and dossier.vote[1] in (4, 5))
    return figures


def check(figures):
    """The identities that hold in every table."""
    n = figures
    finished = n["early"] + n["on_time"] + n["late"]
    handled = n["carried_over"] + n["received"]
    holds = {
        "handled = closed + in progress":
            handled == finished + n["withdrawn"] + n["in_progress"],
        "overdue <= in progress": n["overdue"] <= n["in_progress"],
        "waiting <= in progress": n["waiting"] <= n["in_progress"],
        "late <= handled": n["late"] <= handled,
        "late by the national rule <= bad <= handled":
            n["late_766"] <= n["bad_766"] <= handled,
        "satisfied <= rated": n["rated_satisfied"] <= n["rated"],
        "online <= received": n["received_online"] <= n["received"],
        "paid online <= fee due": n["paid_online"] <= n["fee_due"],
        "e-result <= finished": n["e_result"] <= finished,
        "no negative cell": all(value >= 0 for value in n.values()),
    }
    broken = [name for name, is_so in holds.items() if not is_so]
    if broken:
        raise Broken(broken, figures)


def figures_of(dossiers, period):
    figures = figures_from_sums(dossiers, period)
    looked_at = figures_from_states(dossiers, period)
    if figures != looked_at:
        raise Broken("sums and states differ", figures, looked_at)
    check(figures)
    return figures


def percent(numerator, denominator):
    """Half up to one decimal, on exact integers; no value when there is nothing to divide by."""
    if denominator == 0:
        return None
    tenths = (2 * 1000 * numerator + denominator) // (2 * denominator)
    return float(f"{tenths // 10}.{tenths % 10}")


def cells(form, figures):
    n = figures
    closed = n["early"] + n["on_time"] + n["late"] + n["withdrawn"]
    finished = closed - n["withdrawn"]
    handled = n["carried_over"] + n["received"]
    in_term = n["in_progress"] - n["overdue"]
    if form == "agency-table":
        values = (handled, n["received"], n["received_online"], n["carried_over"], closed,
                  n["early"] + n["on_time"] + n["withdrawn"], n["late"], n["in_progress"],
                  in_term, n["overdue"],
                  percent(n["received_online"], n["received"]),
                  percent(n["paid_online"], n["fee_due"]),
                  percent(n["population_db"], n["population_received"]),
                  percent(n["digitised"], n["received"]),
                  percent(n["e_result"], finished))
    elif form == "II.06a":
        values = (handled, n["received_online"], n["received"] - n["received_online"],
                  n["carried_over"], closed, n["early"], n["on_time"] + n["withdrawn"], n["late"],
                  n["in_progress"], in_term, n["overdue"])
    else:
        values = (n["payments_online"], n["amount_online"], n["payments_direct"],
                  n["amount_direct"])
    return dict(zip(COLUMNS[form], values))


# Which dossiers stand in which row.

class Tree:
    """The units as of a day."""

    def __init__(self, catalogue, day):
        self.catalogue = catalogue
        self.parents = {unit: catalogue.parent(unit, day) for unit in catalogue.known_units()}

    def roots(self):
        return [unit for unit, parent in self.parents.items() if parent is None]

    def children(self, unit):
        return [child for child, parent in self.parents.items() if parent == unit]

    def path(self, unit):
        """The unit and all above it."""
        path = []
        while unit is not None and unit not in path:
            path.append(unit)
            unit = self.parents[unit]
        return path

    def only_root(self):
        roots = self.roots()
        if len(roots) != 1:
            raise Broken("there is not exactly one root", roots)
        return roots[0]


def report(form, dossiers, catalogue, first, last, unit=None, rows=None, sources=None,
           population_from=None):
    """The JSON shape of a report, without as_of. `sources`: the top unit of each source."""
    tree = Tree(catalogue, last)
    unit = unit or tree.only_root()
    rows = rows or ("fields" if form == "II.06a" else "units")
    # A duty that begins after the period: nothing to count, so no value.
    period = Period(first, last, min(max(first, population_from or first), last + 1))

    # Each dossier of the unit's subtree, with the unit that it hangs on.
    inside = []
    for dossier in dossiers:
        place = dossier.unit or (sources or {}).get(dossier.source) or tree.only_root()
        path = tree.path(place)
        if unit in path:
            inside.append((dossier, path))

    buckets = {}
    for dossier, path in inside:
        if rows == "fields":
            code = (catalogue.field(dossier.procedure, last) if dossier.procedure else UNMAPPED)
            kind = UNMAPPED if code == UNMAPPED and not dossier.procedure else "field"
        elif path[0] == unit:
            code, kind = (unit, "own") if dossier.unit else (UNMAPPED, UNMAPPED)
        else:
            code, kind = path[path.index(unit) - 1], "child"
        buckets.setdefault((kind, code), []).append(dossier)
    if rows == "units":
        for child in tree.children(unit):
            buckets.setdefault(("child", child), [])

    order = {"child": 0, "field": 0, "own": 1, UNMAPPED: 2}
    printed = []
    parts = Counter()
    for kind, code in sorted(buckets, key=lambda row: (order[row[0]], row[1].encode())):
        figures = figures_of(buckets[kind, code], period)
        parts.update(figures)
        row = cells(form, figures)
        if kind in ("child", "own"):
            is_open = catalogue.is_open_within(code, first, last)
            label = catalogue.label(code, last)
        else:
            is_open = False
            label = LABELS[UNMAPPED] if kind == UNMAPPED else code
        if kind == "own" and not any(d.received_by(last) for d in buckets[kind, code]):
            is_open = False
        if not is_open and not any(row.values()):
            continue
        if is_open and not has_data(buckets[kind, code], last):
            row = dict.fromkeys(row)
        printed.append({"code": code, "label": label, "cells": row})

    # The total is summed by itself, and must be the sum of its rows.
    everything = [dossier for dossier, _ in inside]
    figures = figures_of(everything, period)
    if any(parts[name] != n for name, n in figures.items()):
        raise Broken("total = own + sum of children", parts, figures)
    row = cells(form, figures)
    if not has_data(everything, last):
        row = dict.fromkeys(row)
    printed.append({"code": TOTAL, "label": LABELS[TOTAL], "cells": row})
    return {"form": form, "unit": unit, "from": domain.day_text(first),
            "to": domain.day_text(last), "columns": list(COLUMNS[form]), "rows": printed}


def has_data(dossiers, last):
    """Has any dossier fact come, up to the last day?"""
    return any(dossier.first_fact_day <= last for dossier in dossiers)
