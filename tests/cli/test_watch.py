#!/usr/bin/env python3
"""Files of watches through the built program: exposure of runs, zips, folders, a case.

Usage: test_watch.py PROGRAM PROJECT_FOLDER"""

import csv
import gzip
import io
import json
import os
import pathlib
import resource
import shutil
import sys
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
        report = self.exposure(self.run_file, "--top-speed", "7.8")
        session = report["sessions"][0]
        self.assertEqual(session["day"], "2025-05-14")
        asked = session["exposure"]
        self.assertEqual([m["muscle"] for m in asked["muscles"]], ["BFlh", "ST", "SM"])
        for muscle in asked["muscles"]:
            # Half of the strides are slower than any whose force is not known; of sprints nothing was published.
            force = muscle["peak_force_n_per_kg_median"]
            self.assertLess(force["low"], force["high"])
            self.assertIsNone(muscle["negative_work_j_per_kg"])
            self.assertIn("not zero", muscle["why_null"])
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
        # The plan reads how far, how long and how fast it was, once, and that a device said so.
        runs = [entry for entry in json.loads(case.read_text())["entries"]
                if entry["type"] == "session" and entry["by"] == "device"]
        self.assertEqual(len(runs), 1)
        self.assertNotIn("rung", runs[0]["run"])
        self.assertGreater(runs[0]["run"]["distance_m"], 1000)
        self.assertGreater(runs[0]["run"]["top_speed_m_s"], 7)

    def test_import_says_what_each_file_is_before_anything_is_kept(self):
        case = self.folder / "me.json"
        shutil.copy(CASE, case)
        before = case.read_bytes()
        account = self.folder / "account"
        account.mkdir()
        (account / "a.csv").write_text(run_as_csv("2025-05-14"))
        (account / "b.csv").write_text(run_as_csv("2025-05-16"))
        self.program("convert", account / "a.csv", "--out", account / "twin.gpx")
        (account / "broken.fit").write_bytes(b"no file of a watch")
        (account / "settings.fit").write_bytes((PROJECT / "fuzz/corpus/fuzz_fit/chained.fit").read_bytes())

        def table(*arguments):
            code, out, err = self.program("import", account, "--person", case, "--json", *arguments)
            self.assertEqual(code, 0, err)
            return json.loads(out)

        seen = table()
        self.assertEqual(case.read_bytes(), before, "nothing is kept without a yes")
        rows = {(pathlib.Path(row["file"]).name, row["day"]): row for row in seen["files"]}
        self.assertTrue(rows[("a.csv", "2025-05-14")]["keep"])
        self.assertFalse(rows[("twin.gpx", "2025-05-14")]["keep"])
        self.assertIn("a.csv", rows[("twin.gpx", "2025-05-14")]["why"])
        self.assertEqual(rows[("broken.fit", None)]["outcome"], "refused")
        self.assertTrue(rows[("broken.fit", None)]["why"])
        kept = table("--yes")
        self.assertGreaterEqual(kept["added"], 2)
        entries = json.loads(case.read_text())["entries"]
        self.assertEqual({e["day"] for e in entries if e["type"] == "load"} & {"2025-05-14", "2025-05-16"},
                         {"2025-05-14", "2025-05-16"})
        again = table("--yes")
        self.assertEqual(again["added"], 0)
        self.assertTrue(all("already" in row["why"] for row in again["files"] if row["file"].endswith("b.csv")))
        # A folder alone is no export of this program, and is not taken for one.
        code, _, err = self.program("import", account)
        self.assertEqual(code, 1)
        self.assertIn("--person", err)

    def test_an_export_of_apples_health_app_is_its_routes_and_what_has_none(self):
        case = self.folder / "me.json"
        shutil.copy(CASE, case)
        workout = ('<Workout workoutActivityType="HKWorkoutActivityType{}" duration="10" durationUnit="min" '
                   'totalDistance="{}" totalDistanceUnit="km" startDate="{}" endDate="{}">{}</Workout>')
        route = '<WorkoutRoute><FileReference path="/workout-routes/route_1.gpx"/></WorkoutRoute>'
        export = ('<?xml version="1.0"?><!DOCTYPE HealthData [<!ELEMENT HealthData (Record)>]><HealthData>'
                  + '<Record type="HKQuantityTypeIdentifierHeartRate" value="120"/>' * 1000
                  + workout.format("Cycling", 5, "2025-05-14 10:00:00 +0000", "2025-05-14 10:10:00 +0000", route)
                  + workout.format("Running", 2, "2025-05-15 10:00:00 +0000", "2025-05-15 10:10:00 +0000", "")
                  + "</HealthData>")
        self.program("convert", self.run_file, "--out", self.folder / "route_1.gpx")
        with zipfile.ZipFile(self.folder / "export.zip", "w", zipfile.ZIP_DEFLATED) as file:
            file.writestr("apple_health_export/export.xml", export)
            file.writestr("apple_health_export/workout-routes/route_1.gpx", (self.folder / "route_1.gpx").read_bytes())
        code, out, err = self.program("import", "export.zip", "--person", case, "--json")
        self.assertEqual(code, 0, err)
        rows = {row["day"]: row for row in json.loads(out)["files"]}
        self.assertEqual(rows["2025-05-14"]["sport"], "cycling", "the export knows what the route was")
        self.assertFalse(rows["2025-05-14"]["keep"])
        self.assertEqual(rows["2025-05-15"]["sport"], "running")
        self.assertTrue(rows["2025-05-15"]["keep"])
        self.assertAlmostEqual(rows["2025-05-15"]["distance_m"], 2000, delta=1)

    def test_a_run_over_midnight_stands_on_the_day_of_the_zone(self):
        late = self.folder / "late.csv"
        late.write_text(run_as_csv().replace("T10:", "T23:"))
        self.assertEqual(self.exposure(late)["sessions"][0]["day"], "2025-05-14")
        self.assertEqual(self.exposure(late, "--zone", "Europe/Vienna")["sessions"][0]["day"], "2025-05-15")
        self.assertNotEqual(self.program("exposure", late, "--zone", "Moon/Base")[0], 0)

    @unittest.skipUnless(FENIX.exists(), "recording not here")
    def test_the_fenix_run_has_a_ledger_with_bands(self):
        def cpu_s(file):
            """Of the program, not of this one: what its children used, the least of three."""
            used = []
            for _ in range(3):
                before = resource.getrusage(resource.RUSAGE_CHILDREN)
                report = self.exposure(file)
                after = resource.getrusage(resource.RUSAGE_CHILDREN)
                used.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
            self.assertGreater(min(used), 0.0)
            return min(used), report

        nothing = self.folder / "nothing.csv"
        nothing.write_text(run_as_csv().split("\n")[0] + "\n" + run_as_csv().split("\n")[1] + "\n")
        start_s, _ = cpu_s(nothing)
        whole_s, report = cpu_s(FENIX)
        # Beyond what any file costs (the model, the movements): asked for are 50 ms of a quiet core.
        self.assertLess(whole_s - start_s, 0.25)
        session = report["sessions"][0]
        self.assertAlmostEqual(session["distance_m"], 9007.07, delta=9.0)
        # 2832 s at 75 + 3 v strides a minute.
        self.assertLess(session["exposure"]["strides_per_side"]["low"], 4000)
        self.assertGreater(session["exposure"]["strides_per_side"]["high"], 3700)


if __name__ == "__main__":
    unittest.main()
