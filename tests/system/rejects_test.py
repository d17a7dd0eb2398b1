#!/usr/bin/env python3
"""
A file with all kinds of bad facts among good ones: each bad one is refused alone, named by item,
field and rule, and the good ones of the same batches are stored.
"""
import json
import pathlib
import tempfile
import unittest

import trial

SHOWN = 50  # thuocdo send shows so many refusals.
TIME = "2023-02-01T08:35:10+07:00"
RECEIVED = {"procedure": "1.001193", "unit": "H08.12", "channel": "online"}


def fact(number, type_="dossier.received", data=None, **changes):
    line = {"specversion": "1.0", "id": f"f-{number}", "source": "binhdinh", "type": type_,
            "time": TIME, "subject": f"000.00.12.H08-230201-{number:04}",
            "data": RECEIVED if data is None else data}
    line.update(changes)
    return {key: value for key, value in line.items() if value is not ...}


def received(number, **changes):
    data = {**RECEIVED, **changes}
    return fact(number, data={key: value for key, value in data.items() if value is not ...})


def typed(number, type_, **data):
    return fact(number, "dossier." + type_, data)


def figure(number, subject="H08.12", **changes):
    data = {"form": "cchc", "indicator": "I.3", "from": "2023-01-01", "to": "2023-03-31",
            "value": "98.3", **changes}
    return fact(number, "figure.reported", data, subject=subject)


# What is wrong, the field that must be named, the line.
BAD = [
    ("no id", "id", lambda n: fact(n, id=...)),
    ("an empty id", "id", lambda n: fact(n, id="")),
    ("an id of 65 bytes", "id", lambda n: fact(n, id="x" * 65)),
    ("an id that is a number", "id", lambda n: fact(n, id=7)),
    ("no source", "source", lambda n: fact(n, source=...)),
    ("somebody else's source", "source", lambda n: fact(n, source="phutho")),
    ("no type", "type", lambda n: fact(n, type=...)),
    ("an unknown type", "type", lambda n: fact(n, type="dossier.lost")),
    ("no time", "time", lambda n: fact(n, time=...)),
    ("a time without offset", "time", lambda n: fact(n, time="2023-02-01T08:35:10")),
    ("a time of the 30th of February", "time", lambda n: fact(n, time="2023-02-30T08:00:00Z")),
    ("a time in words", "time", lambda n: fact(n, time="hôm qua")),
    ("a time in seconds", "time", lambda n: fact(n, time=1675215310)),
    ("no subject", "subject", lambda n: fact(n, subject=...)),
    ("a subject of 101 bytes", "subject", lambda n: fact(n, subject="x" * 101)),
    ("another version", "specversion", lambda n: fact(n, specversion="2.0")),
    ("no data", "data", lambda n: fact(n, data=...)),
    ("data that is a list", "data", lambda n: fact(n, data=[])),
    ("no procedure", "procedure", lambda n: received(n, procedure=...)),
    ("no unit", "unit", lambda n: received(n, unit=...)),
    ("no channel", "channel", lambda n: received(n, channel=...)),
    ("an unknown channel", "channel", lambda n: received(n, channel="fax")),
    ("a unit under no prefix", "unit", lambda n: received(n, unit="H99.01")),
    ("a due in words", "due", lambda n: received(n, due="thứ hai")),
    ("a due of the 31st of April", "due", lambda n: received(n, due="2023-04-31")),
    ("an unknown applicant", "applicant", lambda n: received(n, applicant="robot")),
    ("status 0", "status", lambda n: typed(n, "status", status=0)),
    ("status 11", "status", lambda n: typed(n, "status", status=11)),
    ("a status with a point", "status", lambda n: typed(n, "status", status=2.0)),
    ("a status in words", "status", lambda n: typed(n, "status", status="2")),
    ("no status", "status", lambda n: typed(n, "status")),
    ("an extension to nowhere", "due", lambda n: typed(n, "extended")),
    ("a digitised that is 1", "digitised", lambda n: typed(n, "papers", digitised=1)),
    ("a negative fee", "amount", lambda n: typed(n, "fee", amount=-1, kind="fee")),
    ("a fee of 2^63", "amount", lambda n: typed(n, "fee", amount=2**63, kind="fee")),
    ("a fee with an exponent", "amount",
     lambda n: json.dumps(typed(n, "fee", amount=5, kind="fee")).replace(": 5,", ": 5e3,")),
    ("a fee of no kind", "kind", lambda n: typed(n, "fee", amount=5)),
    ("a payment by cheque", "channel", lambda n: typed(n, "paid", amount=5, channel="cheque")),
    ("a move to nowhere", "unit", lambda n: typed(n, "moved")),
    ("a correction that corrects nothing", "data", lambda n: typed(n, "corrected")),
    ("a correction of unknown keys only", "data", lambda n: typed(n, "corrected", colour="red")),
    ("a void without a reason", "reason", lambda n: typed(n, "voided")),
    ("a supplement never asked for", "supplements[0].requested_at",
     lambda n: typed(n, "snapshot", status=4, supplements=[{}])),
    ("a unit without a level", "level", lambda n: fact(n, "unit.opened", {"name_vi": "Sở"})),
    ("a week without work", "data", lambda n: fact(n, "unit.hours", {"mon": []})),
    ("a procedure with half a limit", "limit.unit", lambda n: fact(
        n, "procedure.published", {"name_vi": "a", "field": "b", "service_level": "full",
                                   "limit": {"n": 3}, "fee": True})),
    ("a vote of 6", "level", lambda n: typed(n, "rated", level=6)),
    ("a message by post", "medium",
     lambda n: typed(n, "notified", template="apology", medium="post")),
    ("a complaint that no feedback makes", "type", lambda n: typed(n, "complained", feedback="PA-1")),
    ("a feedback on a unit under no prefix", "unit",
     lambda n: fact(n, "feedback.received", {"unit": "H99.01", "about": "staff"})),
    ("a step that nobody takes", "step", lambda n: fact(n, "feedback.step", {"step": "lost"})),
    ("a verdict in words", "verdict", lambda n: fact(n, "feedback.closed", {"verdict": "tốt"})),
    ("a figure of a unit under no prefix", "subject", lambda n: figure(n, subject="H99.01")),
    ("a figure with a comma", "value", lambda n: figure(n, value="98,3")),
    ("a figure from an instant on", "from", lambda n: figure(n, **{"from": TIME})),
    ("a target that ends before it begins", "to", lambda n: fact(
        n, "target.set", {"indicator": "I.3", "from": "2023-02-01", "to": "2023-01-31",
                          "value": "98"}, subject="H08")),
    ("a key given twice", "line",
     lambda n: json.dumps(fact(n)).replace('"time"', '"id": "again", "time"')),
    ("a line that breaks off", "line", lambda n: json.dumps(fact(n))[:60]),
    ("a line that is a text", "line", lambda n: json.dumps("a dossier")),
    ("a NUL in a code", "line", lambda n: received(n, procedure="1.00\u0000")),
]


def text(line):
    return line if isinstance(line, str) else json.dumps(line, ensure_ascii=False)


class Rejects(unittest.TestCase):
    def send_mixed(self, place, file, first, bad):
        """A good fact before each bad one and after the last."""
        lines, expected = [], []
        for number, (what, field, make) in enumerate(bad, first):
            lines.append(text(fact(1000 + number)))
            lines.append(text(make(number)))
            expected.append((len(lines), what, field))
        lines.append(text(fact(1000 + first + len(bad))))
        file.write_text("\n".join(lines) + "\n", encoding="utf-8")
        said = place.send(file, status=1).stderr
        for number, what, field in expected:
            found = [line for line in said.splitlines() if f"mixed.jsonl:{number}:" in line]
            self.assertEqual(len(found), 1, (what, said))
            self.assertIn(f" {field}: ", found[0], what)

    def test_each_bad_fact_is_refused_alone(self):
        with tempfile.TemporaryDirectory() as folder, trial.Trial() as place:
            place.add_source()
            for first in range(0, len(BAD), SHOWN):
                self.send_mixed(place, pathlib.Path(folder) / f"{first}-mixed.jsonl", first,
                                BAD[first:first + SHOWN])
            place.wait()
            files = -(-len(BAD) // SHOWN)
            ledger = place.ledger()
            self.assertEqual(ledger["rejected"], len(BAD))
            self.assertEqual(ledger["sent"], 2 * len(BAD) + files)
            # The last good fact of a file is the first one of the next.
            self.assertEqual(ledger["stored"], len(BAD) + 1)
            self.assertEqual(ledger["duplicate"], files - 1)
            listed = json.loads(place.ask("rejects", "--format", "json"))
            self.assertEqual(len(listed["rejects"]), len(BAD))
            self.assertEqual(sorted(row["field"] for row in listed["rejects"]),
                             sorted(field for _, field, _ in BAD))
            place.recount()

    def test_nothing_of_a_person_is_kept(self):
        secrets = ["Nguyễn Văn Bí Mật", "038190001234", "0912000111", "bimat@example.vn"]
        lines = [fact(1, data={**RECEIVED, "name": secrets[0], "id_number": secrets[1]}),
                 fact(2, data={**RECEIVED, "channel": secrets[0]}),
                 fact(3, phone=secrets[2]),
                 fact(4, "dossier.voided", {"reason": secrets[0] + " " + secrets[3]}),
                 fact(5, data={**RECEIVED, "due": secrets[2]})]
        with tempfile.TemporaryDirectory() as folder, trial.Trial() as place:
            place.add_source()
            file = pathlib.Path(folder) / "persons.jsonl"
            file.write_text("\n".join(map(text, lines)) + "\n", encoding="utf-8")
            said = place.send(file, status=1)
            place.wait()
            place.shell("place_paths; cluster_stop")
            kept = b"".join(path.read_bytes() for path in place.place.glob("database/**/*")
                            if path.is_file())
            kept += b"".join(path.read_bytes() for path in place.place.glob("logs/*"))
            for secret in secrets:
                self.assertNotIn(secret.encode(), kept)
                self.assertNotIn(secret, said.stdout + said.stderr)


if __name__ == "__main__":
    unittest.main(verbosity=2)
