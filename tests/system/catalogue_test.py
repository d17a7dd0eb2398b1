#!/usr/bin/env python3
"""
The catalogue through the real services: everything that a publication states is kept, what it does
not state stays unstated, and what an older program derived is derived again.
"""
import json
import pathlib
import tempfile
import time
import unittest

import trial

WHOLE = {
    "name_vi": "Cấp lại Giấy chứng nhận", "field": "Đất đai", "service_level": "full",
    "limit": {"n": 5, "unit": "working_day"}, "fee": True, "online_payment": False,
    "result_is_paper": True, "applicants": ["citizen", "enterprise"],
    "levels": ["district", "commune"], "one_stop": True, "interlink": "cross_level",
    "change": "new", "decision_no": "12/QĐ-UBND", "decision_date": "2023-01-05",
    "effective_date": "2023-02-01", "published_at": "2023-01-20", "location_independent": True,
    "on_portal": False, "bcci": True, "eligible_full_online": True,
    "internal_process": "electronic"}
REQUIRED = {key: WHOLE[key] for key in ("name_vi", "field", "service_level", "limit", "fee")}
COLUMNS = ("fee, online_payment, result_is_paper, applicants, levels, one_stop, interlink, change, "
           "decision_no, decision_date, effective_date, published_at, location_independent, "
           "on_portal, bcci, eligible_full_online, internal_process, source")
STATED = ("t|f|t|citizen, enterprise|district, commune|t|cross_level|new|12/QĐ-UBND|2023-01-05|"
          "2023-02-01|2023-01-20|t|f|t|t|electronic|binhdinh")
UNSTATED = "t||f||||||||||||||" + "|binhdinh"


def fact(number, code, day, data=None):
    return json.dumps({
        "specversion": "1.0", "id": f"c-{number}", "source": "binhdinh",
        "type": "procedure.published" if data else "procedure.withdrawn",
        "time": f"{day}T08:00:00+07:00", "subject": code, "data": data or {}})


FACTS = (fact(1, "1.1", "2023-01-10", WHOLE), fact(2, "1.2", "2023-01-10", REQUIRED),
         fact(3, "1.1", "2023-03-01", REQUIRED | {"change": "amended", "applicants": []}),
         fact(4, "1.1", "2023-04-01"))


class Catalogue(unittest.TestCase):
    def versions(self, place):
        return place.query(f"SELECT procedure, from_day, to_day, in_force, {COLUMNS} "
                           "FROM report.procedure ORDER BY procedure, from_day").splitlines()

    def check(self, place):
        amended = "t||f|||||amended||||||||||binhdinh"
        self.assertEqual(self.versions(place), [
            f"1.1|2023-01-10|2023-02-28|t|{STATED}",
            f"1.1|2023-03-01|2023-03-31|t|{amended}",
            f"1.1|2023-04-01|2199-12-31|f|{amended}",
            f"1.2|2023-01-10|2199-12-31|t|{UNSTATED}"])
        self.assertEqual(
            place.query("SELECT day, n, change, published FROM report.catalogue_change "
                        "WHERE procedure = '1.1' ORDER BY day, n").splitlines(),
            ["2023-01-10|1|new|f", "2023-01-20|-1||f", "2023-01-20|1|repeated|t",
             "2023-03-01|-1||t", "2023-03-01|1|amended|", "2023-04-01|-1|abolished|"])
        self.assertEqual(place.query("SELECT applicants IS NULL FROM report.procedure "
                                     "WHERE from_day = '2023-03-01'"), "f")

    def test_everything_is_kept_and_nothing_made_up(self):
        with tempfile.TemporaryDirectory() as folder, trial.Trial() as place:
            file = pathlib.Path(folder) / "facts.jsonl"
            file.write_text("".join(line + "\n" for line in reversed(FACTS)), encoding="utf-8")
            place.add_source()
            place.send(file)
            place.wait()
            self.check(place)
            # As a database looks that an older program has filled.
            place.shell("place_paths; service_stop tracker")
            place.as_owner("UPDATE tracker.procedure SET levels = NULL, source = NULL; "
                           "UPDATE tracker.reference SET derived_by = 0")
            place.restart("tracker")
            for _ in range(300):
                if "" not in place.query("SELECT source FROM report.procedure").split("\n"):
                    break
                time.sleep(0.1)
            self.check(place)


if __name__ == "__main__":
    unittest.main(verbosity=2)
