#!/usr/bin/env python3
"""Files of watches through the built program: exposure of runs, zips, folders, a case.

Usage: test_watch.py PROGRAM PROJECT_FOLDER"""

import csv
import gzip
import io
import json
import os
import pathlib
import shutil
import sys
import time
import unittest
import zipfile

from run_of_a_watch import RunOfAWatch, run_as_csv

PROGRAM, PROJECT = str(pathlib.Path(sys.argv.pop(1)).resolve()), pathlib.Path(sys.argv.pop(1)).resolve()
SHARED = pathlib.Path(os.environ.get("HAMSTRING_SHARED_DATA", PROJECT.parent / "shared" / "data"))
FENIX = SHARED / "polyvertex+fitdecode/tests/files/activity-small-fenix2-run.fit"
CASE = PROJECT / "tests" / "golden" / "cases" / "pain_rises_twice" / "case.json"


class Watch(RunOfAWatch):
    PROGRAM = PROGRAM

    def exposure(self, *arguments):
        code, out, err = self.program("exposure", *arguments, "--json")
        self.assertEqual(code, 0, err)
        return json.loads(out)

    def test_exposure_bounds_everything_and_says_what_is_not_known(self):
        report = self.exposure(self.run_file, "--top-speed", "8.2")
        session = report["sessions"][0]
        self.assertEqual(session["day"], "2025-05-14")
        asked = session["exposure"]
        self.assertEqual([m["muscle"] for m in asked["muscles"]], ["BFlh", "ST", "SM"])
        for muscle in asked["muscles"]:
            self.assertIsNone(muscle["peak_force_n"])
            self.assertTrue(muscle["why_null"])
            self.assertLess(muscle["peak_stretch_median"]["low"], muscle["peak_stretch_p95"]["high"])
        self.assertGreater(asked["near_maximal_strides"]["low"], 0)
        self.assertEqual(asked["accelerations"]["low"], 10)
        self.assertLessEqual(asked["strides_per_side"]["low"], 840)
        self.assertGreaterEqual(asked["strides_per_side"]["high"], 840)
        self.assertIsNotNone(report["days_since_near_maximal_running"]["surely"])
        self.assertEqual(len(report["weeks"]), 1)

    def test_the_same_run_twice_counts_once_and_out_writes_a_row_a_side_and_muscle(self):
        self.program("convert", self.run_file, "--out", self.folder / "twin.gpx")
        code, out, err = self.program("exposure", self.run_file, "twin.gpx", "--out", "results")
        self.assertEqual(code, 0, err)
        self.assertIn("the same activity as", out)
        report = json.loads((self.folder / "results/exposure.json").read_text())
        self.assertEqual(report["weeks"][0]["sessions"], 1)
        with open(self.folder / "results/muscles.csv", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        self.assertEqual(len(rows), 6)  # a side and muscle each; of twins one counts
        self.assertEqual({row["side"] for row in rows}, {"left", "right"})

    def test_folders_zips_and_packed_files_are_opened(self):
        account = self.folder / "account"
        account.mkdir()
        (account / "packed.csv.gz").write_bytes(gzip.compress(run_as_csv("2025-05-15").encode()))
        with zipfile.ZipFile(account / "export.zip", "w", zipfile.ZIP_DEFLATED) as file:
            file.writestr("activities/1.csv", run_as_csv("2025-05-16"))
            file.writestr("settings/2.fit", (PROJECT / "fuzz/corpus/fuzz_fit/chained.fit").read_bytes())
            file.writestr("notes.txt", "not of a watch")
        os.symlink(self.run_file, account / "link.csv")
        report = self.exposure(account)
        self.assertEqual(sorted(s["day"] for s in report["sessions"] if s["distance_m"] > 1000), ["2025-05-15", "2025-05-16"])
        self.assertEqual(len(report["files"]), 3)
        self.assertIn("settings", [held for file in report["files"] for held in file["holds"]])

    def test_bombs_and_climbing_paths_are_refused(self):
        bomb = self.folder / "bomb.zip"
        with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as file:
            file.writestr("a.csv", b"0" * (64 << 20))
        climbing = self.folder / "climbing.zip"
        with zipfile.ZipFile(climbing, "w") as file:
            file.writestr("../../a.csv", run_as_csv())
        for path in (bomb, climbing):
            code, _, err = self.program("exposure", path)
            self.assertNotEqual(code, 0, path)
            self.assertTrue(err.strip(), path)
        packed = io.BytesIO()
        with gzip.GzipFile(fileobj=packed, mode="wb") as file:
            for _ in range(160):
                file.write(b"0" * (1 << 20))
        (self.folder / "bomb.csv.gz").write_bytes(packed.getvalue())
        code, _, err = self.program("exposure", "bomb.csv.gz")
        self.assertEqual(code, 1, err)

    def test_a_session_becomes_an_entry_of_a_case_once(self):
        case = self.folder / "me.json"
        shutil.copy(CASE, case)
        for _ in range(2):
            code, _, err = self.program("exposure", self.run_file, "--add-to-case", case)
            self.assertEqual(code, 0, err)
        entries = [entry for entry in json.loads(case.read_text())["entries"] if entry["type"] == "load"]
        self.assertEqual(len(entries), 1)
        self.assertIn("2025-05-14", json.dumps(entries[0]))

    def test_a_run_over_midnight_stands_on_the_day_of_the_zone(self):
        late = self.folder / "late.csv"
        late.write_text(run_as_csv().replace("T10:", "T23:"))
        self.assertEqual(self.exposure(late)["sessions"][0]["day"], "2025-05-14")
        self.assertEqual(self.exposure(late, "--zone", "Europe/Vienna")["sessions"][0]["day"], "2025-05-15")
        self.assertNotEqual(self.program("exposure", late, "--zone", "Moon/Base")[0], 0)

    @unittest.skipUnless(FENIX.exists(), "recording not here")
    def test_the_fenix_run_has_a_ledger_with_bands(self):
        begin = time.process_time()
        report = self.exposure(FENIX)
        self.assertLess(time.process_time() - begin, 5.0)
        session = report["sessions"][0]
        self.assertAlmostEqual(session["distance_m"], 9007.07, delta=9.0)
        # 2832 s at 75 + 3 v strides a minute.
        self.assertLess(session["exposure"]["strides_per_side"]["low"], 4000)
        self.assertGreater(session["exposure"]["strides_per_side"]["high"], 3700)


if __name__ == "__main__":
    unittest.main()
