#!/usr/bin/env python3
"""questions.py: what the reporter refuses, what it says while others work, and what it survives."""
import subprocess

import answering


def sql(statement):
    subprocess.run(["psql", "-q", "-o", "/dev/null", "-v", "ON_ERROR_STOP=1", "-c", statement],
                   check=True)


def status_of(question, **arguments):
    try:
        return 0, answering.text(question, **arguments)
    except answering.Refused as refused:
        return refused.status, refused.error


def refuses_by_name():
    period = {"begin": "2024-01-01", "to": "2024-12-31"}
    for question, arguments, word in (
            ("nothing", {}, "nothing"),
            ("report", {"form": "agency-table", "to": "2024-12-31"}, "from is missing"),
            ("report", {"form": "no-form", **period}, "no-form"),
            ("report", {"form": "agency-table", "begin": "2024-13-01", "to": "2024-12-31"}, "from"),
            ("report", {"form": "agency-table", "begin": "2024-02-02", "to": "2024-02-01"}, "to"),
            ("report", {"form": "agency-table", "unit": "none", **period}, "none"),
            ("report", {"form": "agency-table", "colour": "red", **period}, "colour"),
            ("report", {"form": "agency-table", "format": "pdf", **period}, "pdf"),
            ("dossiers", {"form": "agency-table", "cell": "total", **period}, "total"),
            ("dossiers", {"form": "agency-table", "cell": "x:received_new", **period}, "x"),
            ("dossier", {"code": "no such dossier"}, "no such dossier"),
            ("score", {"rubric": "/etc/passwd", "period": "2024"}, "no scores"),
            ("wait", {"after": "log x"}, "after")):
        status, error = status_of(question, **arguments)
        assert status == 1 and word in error, (question, arguments, status, error)


def names_the_roots():
    sql("INSERT INTO tracker.unit VALUES "
        "('Z', '2023-01-01', '2199-12-31', true, 'Z', NULL, 'province', 1)")
    status, error = status_of("report", form="payments", begin="2024-01-01", to="2024-12-31")
    assert status == 1 and "H01, Z" in error, error
    sql("DELETE FROM tracker.unit WHERE code = 'Z'")


def waits_for_what_was_logged():
    """Positions are captured by stages, so more facts behind them change nothing."""
    sql("TRUNCATE tracker.position, aggregator.position, scorer.position")
    sql("INSERT INTO tracker.position SELECT generate_series(0, 4)")
    sql("INSERT INTO aggregator.position SELECT generate_series(0, 4)")
    sql("INSERT INTO scorer.position SELECT generate_series(0, 4)")
    assert status_of("wait")[0] == 0
    sql("INSERT INTO intake.log VALUES (0, 3, 3, now(), 1, ''), (2, 9, 9, now(), 1, '')")
    status, error = status_of("wait")
    assert status == 2 and "tracker is at 0 of 3 in partition 0" in error, error
    sql("INSERT INTO intake.log VALUES (2, 20, 11, now(), 1, '')")
    sql("UPDATE tracker.position SET log_at = 9, delta_end = 5 WHERE partition = 2")
    sql("UPDATE tracker.position SET log_at = 3 WHERE partition = 0")
    status, error = status_of("wait", after="log 0:3 2:9")
    assert status == 2 and "catalogue" in error, error
    sql("UPDATE tracker.position SET catalogue_at = 3 WHERE partition > 0")
    sql("INSERT INTO thuocdo.calendar_change VALUES (1, '2023-01-02', '2023-01-02')")
    status, error = status_of("wait", after="log 0:3 2:9 c:1")
    assert status == 2 and "calendar" in error, error
    status, error = status_of("wait", after="log 0:3 2:9 d:1")
    assert status == 1 and "after" in error, error
    sql("UPDATE tracker.position SET calendar_at = 1 WHERE partition > 0")
    sql("INSERT INTO thuocdo.calendar_change VALUES (2, '2023-01-02', '2023-01-02')")
    status, error = status_of("wait", after="log 0:3 2:9 c:1")
    assert status == 2 and "aggregator is at 0 of 5 in partition 2" in error, error
    sql("UPDATE tracker.position SET calendar_at = 2")
    sql("UPDATE tracker.position SET delta_end = 50 WHERE partition = 2")
    sql("UPDATE aggregator.position SET delta_at = 5, changed_end = 1 WHERE partition = 2")
    status, error = status_of("wait", after="delta 2:5")
    assert status == 2 and "scorer is at 0 of 1 in partition 2" in error, error
    sql("UPDATE scorer.position SET changed_at = 1 WHERE partition = 2")
    assert status_of("wait", after="changed 2:1")[0] == 0
    status, error = status_of("wait")
    assert status == 2 and "tracker is at 9 of 20" in error, error


def lists_and_scores():
    sql("INSERT INTO scorer.score VALUES ('766', 'H01', '2024', '2024-01-01', '2024-12-31',"
        " 'total', NULL, NULL, 6655, 10000, 7500, 12, now()), ('766', 'H01', '2024', '2024-01-01',"
        " '2024-12-31', '2.1', 1, 3, 1200, 1800, 10000, 12, now())")
    score = answering.value("score", rubric="766", period="2024")
    assert score["units"][0]["total"] == 66.55 and score["units"][0]["coverage"] == 0.75, score
    assert "66,55" in answering.text("score", rubric="766", unit="H01", period="2024")
    sql("INSERT INTO tracker.conflict VALUES "
        "(1, 7, 'conflict', 'mot-cua', 's', 'i', now(), '\\x')")
    assert len(answering.value("rejects")["rejects"]) == 1
    assert not answering.value("rejects", source="bo-nganh")["rejects"]
    assert len(answering.value("sources")["sources"]) == 3
    status = answering.value("status")
    assert len(status["positions"]) == 20 and len(status["ledger"]) == 3, status
    assert "mot-cua" in answering.text("status")


def survives_a_lost_connection():
    sql("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
        "WHERE usename = 'thuocdo_reporter' AND datname = current_database()")
    assert answering.text("ping") == "pong\n"
    sql("ALTER VIEW report.score RENAME TO scored")
    assert status_of("score", rubric="766", period="2024")[0] == 1
    sql("ALTER VIEW report.scored RENAME TO score")
    assert status_of("score", rubric="766", period="2024")[0] == 0


def main():
    assert answering.text("ping") == "pong\n"
    refuses_by_name()
    names_the_roots()
    waits_for_what_was_logged()
    lists_and_scores()
    survives_a_lost_connection()
    print("every question has the answer it should")


if __name__ == "__main__":
    main()
