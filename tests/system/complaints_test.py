#!/usr/bin/env python3
"""
A feedback that names a dossier makes a complaint about it, whoever reports the dossier; neither
is a dossier itself, and the ledger says how many facts nobody sent.
"""
import json
import pathlib
import tempfile
import unittest

import trial

TIME = "2023-02-01T08:35:10+07:00"
CODE = "000.00.12.H08-230201-0001"


def fact(name, type_, subject, source="binhdinh", **data):
    return {"specversion": "1.0", "id": name, "source": source, "type": type_, "time": TIME,
            "subject": subject, "data": data}


DOSSIER = [fact("r", "dossier.received", CODE, procedure="1.001193", unit="H08.12",
                channel="online"),
           fact("v", "dossier.rated", CODE, level=2),
           fact("m", "dossier.notified", CODE, template="apology", medium="sms")]
FEEDBACK = [fact("f", "feedback.received", "PA-1", source="cong", unit="H08.12", about="staff",
                 via="portal", dossier=CODE),
            fact("g", "feedback.received", "PA-2", source="cong", unit="H08.12", about="procedure"),
            fact("s", "feedback.step", "PA-1", source="cong", step="answered"),
            fact("c", "feedback.closed", "PA-1", source="cong", verdict="unsatisfied")]


class Complaints(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def file(self, name, lines):
        path = self.folder / name
        path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
        return path

    @staticmethod
    def cells(place):
        rows = json.loads(place.report("agency-table"))["rows"]
        return {cell for row in rows for cell in row["cells"].values()}

    def test_a_feedback_makes_a_complaint_and_no_dossier(self):
        with trial.Trial() as place:
            place.add_source()
            place.add_source("cong", may="dossiers")
            place.send(self.file("dossier.jsonl", DOSSIER))
            place.send(self.file("feedback.jsonl", FEEDBACK), source="cong")
            place.send(self.file("again.jsonl", FEEDBACK[:1]), source="cong")
            place.wait()
            ledger = place.ledger("cong")
            self.assertEqual([ledger[key] for key in ("sent", "derived", "stored", "duplicate",
                                                      "rejected", "waiting")],
                             [len(FEEDBACK) + 1, 2, len(FEEDBACK) + 1, 2, 0, 0])
            self.assertTrue(ledger["balanced"])
            self.assertEqual(place.ledger()["derived"], 0)
            self.assertEqual(place.query("SELECT code FROM report.dossiers"), CODE)
            told = place.run("dossier", "PA-1", status=1)
            self.assertIn("PA-1", told.stderr)
            place.recount()

    def test_a_feedback_is_no_data_about_dossiers(self):
        units = [fact(code, "unit.opened", code, name_vi=code, level=level, **more)
                 for code, level, more in (("H08", "province", {}),
                                           ("H08.12", "department", {"parent": "H08"}))]
        feedback = [{**line, "source": "binhdinh"} for line in FEEDBACK]
        with trial.Trial() as place:
            place.add_source()
            place.send(self.file("feedback.jsonl", units + feedback))
            place.wait()
            self.assertEqual(self.cells(place), {None}, "no row has data")
            place.send(self.file("dossier.jsonl", DOSSIER))
            place.wait()
            self.assertIn(1, self.cells(place))


if __name__ == "__main__":
    unittest.main(verbosity=2)
