#!/usr/bin/env python3
"""
indicators.py small FACTS | random FACTS | catalogue SEED: what the reporter says of indicators is
what the oracle finds by looking at each dossier and procedure; of the small set also what a person
has read and agreed to. `catalogue` prints random publications for the random facts.
"""
import csv
import itertools
import json
import os
import pathlib
import random
import subprocess
import sys
from datetime import date, timedelta

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "oracle"))
import domain  # noqa: E402
import indicators  # noqa: E402

import answering  # noqa: E402

KINDS = {"mot-cua": "provincial", "cổng-tỉnh": "provincial", "bo-nganh": "ministry",
         "cong-quoc-gia": "national", "danh-muc": "ministry"}
HOMES = {"mot-cua": "H01", "cổng-tỉnh": "H01.2", "bo-nganh": "H01.1", "cong-quoc-gia": "H01"}
SMALL = ("2024-02-15", "2024-03-14")
PERIODS = (SMALL, ("2024-01-01", "2024-12-31"), ("2024-03-01", "2024-03-01"),
           ("2023-06-15", "2024-03-31"), ("2022-01-01", "2022-12-31"))


def asked(unit, period, scope, **more):
    names = {"duty": "duty-from"}
    chosen = {names.get(name, name): value if isinstance(value, str) else ",".join(value)
              for name, value in scope.items()}
    answer = answering.text("indicators", unit=unit, begin=period[0], to=period[1], format="json",
                            **chosen, **more)
    # Numbers are compared as they are written: no figure may pass through floating point.
    return json.loads(answer, parse_int=str, parse_float=str)["indicators"]


def expected(book, dossiers, unit, period, scope):
    first, last = map(domain.read_date, period)
    looked = {**scope}
    if "duty" in looked:
        looked["duty"] = domain.read_date(looked["duty"])
    return indicators.indicators(book, dossiers, KINDS, HOMES,
                                 indicators.Scope(unit, first, last, **looked))


def compare(book, dossiers, unit, period, scope):
    wanted = expected(book, dossiers, unit, period, scope)
    given = {row["id"]: indicators.Value(row["value"], row["numerator"], row["denominator"])
             for row in asked(unit, period, scope) if row["kind"] in "EC"}
    if given != wanted:
        differ = [(name, given.get(name), wanted.get(name)) for name in sorted(wanted | given)
                  if given.get(name) != wanted.get(name)]
        raise SystemExit(f"{unit} {period} {scope}: given, wanted:\n"
                         + "\n".join(map(str, differ)))
    return wanted


def read(facts):
    with open(facts, "rb") as lines:
        book = domain.Book(lines)
    return book, book.fold()


# ---------------------------------------------------------------------------------------------
# The small set.

def report(figures):
    """Figures as the tracker would keep them: (indicator, from, to, value, hour)."""
    for number, (indicator, first, last, value, hour) in enumerate(figures):
        subprocess.run(
            ["psql", "-q", "-v", "ON_ERROR_STOP=1", "-c",
             "INSERT INTO tracker.figure (key, unit, source, id, stated_at, recorded_at, position, "
             f"fact, form, indicator, from_day, to_day, value) VALUES ({number}, 'H01', 'mot-cua', "
             f"'f-{number}', '2024-03-20 {hour:02}:00+07', now(), {number}, '', 'cchc', "
             f"'{indicator}', '{first}', '{last}', {value})"], check=True)


def check_reported():
    report([("plan_tasks", *SMALL, 17, 8), ("plan_tasks_done", *SMALL, 7, 8),
            ("plan_tasks", "2024-01-01", "2024-12-31", 99, 9),
            ("pct_plan_tasks_done", *SMALL, 1, 8),
            ("staff_contracts", *SMALL, "2", 8), ("staff_contracts", *SMALL, "3", 9),
            ("survey_forms", *SMALL, 5, 8), ("survey_forms", *SMALL, "NULL", 9),
            ("pakn_received", *SMALL, 0, 8), ("pakn_resolved", *SMALL, 0, 8),
            ("pct_staff_civil_cut_2015", *SMALL, "11.860", 8),
            ("budget_revenue", *SMALL, "-123456789012345.000001", 8)])
    given = {row["id"]: (row["value"], row["numerator"], row["denominator"])
             for row in asked("H01", SMALL, {})}
    wanted = {
        "plan_tasks": ("17", None, None),
        "pct_plan_tasks_done": ("41.2", "7", "17"),
        "staff_contracts": ("3", None, None),
        "survey_forms": (None, None, None),
        "survey_held": (None, None, None),
        "pct_pakn_resolved": (None, "0", "0"),
        "pct_staff_civil_cut_2015": ("11.86", None, None),
        "budget_revenue": ("-123456789012345.000001", None, None)}
    for name, value in wanted.items():
        assert given[name] == value, (name, given[name], value)
    report_again = asked("H01", ("2024-01-01", "2024-12-31"), {}, indicator="plan_tasks")
    assert [row["value"] for row in report_again] == ["99"], report_again
    # Where a part is missing, what was reported of the whole stands.
    subprocess.run(["psql", "-q", "-c", "DELETE FROM tracker.figure "
                    "WHERE indicator = 'plan_tasks_done'"], check=True)
    alone = asked("H01", SMALL, {}, indicator="pct_plan_tasks_done")[0]
    assert (alone["value"], alone["numerator"]) == ("1", None), alone
    assert not [row for row in asked("H01.1", SMALL, {}) if row["kind"] == "M" and row["value"]]


def check_golden():
    """Every indicator of the small set, as read and agreed to."""
    golden = HERE.parent / "golden" / "indicators_small.csv"
    text = answering.text("indicators", unit="H01", begin=SMALL[0], to=SMALL[1], format="csv",
                          **{"duty-from": "2024-03-01"})
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_bytes(text.encode())
    assert text.encode() == golden.read_bytes(), "differs from " + golden.name
    printed = answering.text("indicators", unit="H01", begin=SMALL[0], to=SMALL[1])
    assert "Tỷ lệ hồ sơ tiếp nhận trực tuyến" in printed and "(từ ngày 15/02/2024" in printed
    assert "TỪ DANH MỤC THỦ TỤC HÀNH CHÍNH" in printed, printed


def check_ids():
    """All that five public reports print is there, under the same name and of the same kind."""
    with open(HERE.parent / "fixtures" / "indicators.csv", encoding="utf-8") as file:
        wanted = {row["canonical_id"]: (row["kind"], row["name_en"])
                  for row in csv.DictReader(file)}
    given = {row["id"]: (row["kind"], row["name_en"]) for row in asked("H01", SMALL, {})}
    assert len(wanted) == 222, len(wanted)
    missing = {name: kind for name, kind in wanted.items() if given.get(name) != kind}
    assert not missing, missing


def check_refusals():
    for arguments, word in (
            ({"indicator": "dossiers_received_new,nothing"}, "nothing"),
            ({"systems": "mot-cua,moon"}, "moon"), ({"levels": "district,moon"}, "moon"),
            ({"unit": "H99"}, "H99"), ({"duty-from": "soon"}, "duty-from"),
            ({"begin": "2024-03-15"}, "to")):
        period = {"begin": SMALL[0], "to": SMALL[1], "unit": "H01"}
        try:
            answering.text("indicators", **{**period, **arguments})
        except answering.Refused as refused:
            assert refused.status == 1 and word in refused.error, (arguments, refused.error)
        else:
            raise SystemExit(f"{arguments} is not refused")


def small(facts):
    book, dossiers = read(facts)
    check_golden()
    check_ids()
    check_reported()
    check_refusals()
    value = compare(book, dossiers, "H01", SMALL, {"duty": "2024-03-01"})
    # Nought says too little: a formula that finds nothing would say the same.
    empty = [name for name, one in value.items()
             if one.value is None or float(one.value) == 0 or one.numerator == "0"]
    assert not empty, empty
    one = asked("H01", SMALL, {}, indicator="procedures_in_force,dossiers_received_new")
    assert [row["id"] for row in one] == ["dossiers_received_new", "procedures_in_force"], one
    print(f"{compare_all(book, dossiers)} answers about the small set are right")


# ---------------------------------------------------------------------------------------------
# Random sets.

SCOPES = ({}, {"systems": ("ministry",)}, {"systems": ("provincial", "cong-quoc-gia")},
          {"field": "Đất đai"}, {"levels": ("district", "commune")},
          {"duty": "2024-03-05"}, {"duty": "2030-01-01"},
          {"systems": ("mot-cua",), "field": "Hộ tịch", "levels": ("province",)})


def compare_all(book, dossiers):
    compared = 0
    for unit, period, scope in itertools.product(book.catalogue.known_units(), PERIODS, SCOPES):
        compare(book, dossiers, unit, period, scope)
        compared += 1
    return compared


def some_publication(chance):
    yes = lambda: chance.random() < 0.5
    data = {"name_vi": "Thủ tục", "field": chance.choice(("Đất đai", "Hộ tịch", "Y tế")),
            "service_level": chance.choice(("full", "part", "info")),
            "limit": {"n": 5, "unit": "day"}, "fee": yes(), "result_is_paper": yes()}
    optional = {
        "online_payment": yes, "one_stop": yes, "location_independent": yes, "on_portal": yes,
        "bcci": yes, "eligible_full_online": yes,
        "interlink": lambda: chance.choice(("none", "same_level", "cross_level")),
        "internal_process": lambda: chance.choice(("none", "approved", "electronic")),
        "change": lambda: chance.choice(("new", "amended", "replaced")),
        "decision_no": lambda: f"{chance.randint(1, 4)}/QĐ",
        "decision_date": lambda: f"2024-02-{chance.randint(1, 3):02}",
        "published_at": lambda: f"2024-{chance.randint(1, 4):02}-10T08:00:00+07:00",
        "levels": lambda: chance.sample(("province", "district", "commune", "branch"),
                                        chance.randint(1, 2))}
    # Whole catalogues state nothing of some matter, so that nobody knows it.
    return data | {key: make() for key, make in optional.items() if chance.random() < 0.6}


def catalogue(seed):
    """Publications and withdrawals; codes of the weather's dossiers, and more of their own."""
    chance = random.Random(seed)
    codes = [f"1.{number:03}" for number in range(3, 3 + 8 * int(seed))]
    quiet = chance.sample(("on_portal", "bcci", "change", "one_stop", "decision_no"), 2)
    for number in range(12 * int(seed)):
        day = date(2024, 2, 1) + timedelta(days=chance.choice((-400, 0, 20, 20, 28, 29, 35, 60)))
        data = some_publication(chance) if chance.random() < 0.8 else None
        for key in quiet if data else ():
            data.pop(key, None)
        code, source = chance.choice(codes), chance.choice(tuple(KINDS))
        for repeat in range(chance.choice((1, 1, 2))):
            print(json.dumps({
                "specversion": "1.0", "id": f"p-{number}-{repeat}", "source": source,
                "type": "procedure.published" if data else "procedure.withdrawn",
                "time": f"{day + timedelta(days=repeat)}T{chance.randint(0, 23):02}:00:00+07:00",
                "subject": code, "data": data or {}}, ensure_ascii=False))


def main():
    what, argument = sys.argv[1:]
    if what == "catalogue":
        catalogue(argument)
    elif what == "small":
        small(argument)
    else:
        print(f"{compare_all(*read(argument))} answers about random facts are right")


if __name__ == "__main__":
    main()
