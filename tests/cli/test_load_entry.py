#!/usr/bin/env python3
"""A recorded movement becomes an entry of a person's history: added once, read, moved and shown, and no plan changes by it.

Usage: test_load_entry.py PROGRAM PROJECT_FOLDER"""

import http.client
import io
import json
import re
import math
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time
import unittest
import zipfile

PROGRAM, PROJECT = str(pathlib.Path(sys.argv.pop(1)).resolve()), pathlib.Path(sys.argv.pop(1)).resolve()
SHARED = pathlib.Path(os.environ.get("HAMSTRING_SHARED_DATA", PROJECT.parent / "shared" / "data"))
RUNNER = SHARED / "aaronsfox+zmp-opensim/datasets/HamnerDelp2013/data/subject01"
CASE = PROJECT / "tests" / "golden" / "cases" / "pain_rises_twice" / "case.json"
DAY = "2025-05-14"


def bends(seconds=2.0):
    """Joint angles of somebody who bends at both hips, as a program of a laboratory writes them."""
    labels = ("time", "hip_flexion_r", "knee_angle_r", "hip_flexion_l", "knee_angle_l")
    rows = []
    for i in range(int(seconds * 50)):
        hip = 40 * (1 - math.cos(2 * math.pi * i / 50)) / 2
        rows.append(f"{i / 50}\t{hip}\t10\t{hip / 2}\t10")
    head = ["motion", "version=1", f"nRows={len(rows)}", f"nColumns={len(labels)}", "inDegrees=yes", "endheader"]
    return "\n".join([*head, "\t".join(labels), *rows]) + "\n"


class LoadEntry(unittest.TestCase):
    def setUp(self):
        self.holder = tempfile.TemporaryDirectory()
        self.folder = pathlib.Path(self.holder.name)
        self.case = self.folder / "me.json"
        shutil.copy(CASE, self.case)
        self.motion = self.folder / "bends.mot"
        self.motion.write_text(bends())
        self.server, self.port, self.token, self.half = None, 0, "", ""

    def tearDown(self):
        if self.server:
            self.server.terminate()
            self.server.communicate(timeout=30)
        self.holder.cleanup()

    def run_program(self, *arguments, stdin=None):
        done = subprocess.run([PROGRAM, *map(str, arguments)], cwd=self.folder, input=stdin, capture_output=True, timeout=240)
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    def add(self, *more, day=DAY, case=None, motion=None):
        return self.run_program("analyze", motion or self.motion, "--add-to-case", case or self.case, "--day", day, *more)

    def loads(self, case=None):
        return [entry for entry in json.loads((case or self.case).read_text())["entries"] if entry["type"] == "load"]

    def refused(self, code, done, *words):
        before = CASE.read_text() if not self.loads() else None
        self.assertEqual(done[0], code, done[2])
        for word in words:
            self.assertIn(word, done[2])
        if before is not None:
            self.assertEqual(json.loads(self.case.read_text())["entries"], json.loads(before)["entries"], "something was written")

    def ask(self, method, path, body=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {"Cookie": f"hamstring-{self.port}={self.token}", "Hamstring-Page": self.half, "Content-Type": "application/json"}
        connection.request(method, "/api/v1" + path, body if body is None or isinstance(body, str) else json.dumps(body), headers)
        reply = connection.getresponse()
        content = reply.read()
        if given := reply.getheader("Set-Cookie"):
            self.token = given.split(";")[0].split("=", 1)[1]
            self.half = json.loads(content).get("page", "")
        connection.close()
        return reply.status, json.loads(content)

    def test_a_recording_becomes_an_entry_once_and_a_correction_of_the_day_is_told(self):
        code, _, words = self.add()
        self.assertEqual(code, 0, words)
        entry, = self.loads()
        self.assertIn(entry["id"], words)
        self.assertEqual((entry["day"], entry["by"], entry["mode"]), (DAY, "device", "physics"))
        self.assertEqual(len(entry["amounts"]), 16)
        peaks = {(a["side"], a["muscle"]): (a["low"], a["high"]) for a in entry["amounts"] if a["quantity"] == "peak_stretch"}
        self.assertGreater(peaks["right", "SM"][0], peaks["left", "SM"][0], "who bends further stretches further")
        kept = self.case.read_bytes()
        code, _, words = self.add()
        self.assertEqual(code, 0)
        self.assertIn("already has", words)
        self.assertEqual(self.case.read_bytes(), kept)
        self.assertEqual(self.add("--compat", "opensim")[0], 0, "other conventions make another number")
        self.assertEqual(len(self.loads()), 2)

    def test_no_plan_and_no_replay_changes_by_it(self):
        answers = []
        for _ in range(2):
            answers.append([self.run_program("plan", self.case, "--today", "2025-05-17", "--why", "--json"),
                            self.run_program("assess", self.case, "--today", "2025-05-17", "--json"),
                            self.run_program("replay", self.case, "--protocol", "default_runner", "--protocol", "lengthening")])
            self.assertEqual([answer[0] for answer in answers[-1]], [0, 0, 0], answers[-1])
            self.assertEqual(self.add()[0], 0)
        self.assertEqual(len(self.loads()), 1)
        # How many entries there are is no plan.
        one, other = ([re.sub(r'"count": \d+', '"count": 0', str(a)) for a in each] for each in answers)
        self.assertEqual(one, other)

    def test_two_copies_of_a_case_keep_both_recordings_and_two_days_of_one_are_named(self):
        other = self.folder / "other.json"
        shutil.copy(CASE, other)
        self.assertEqual(self.add()[0], 0)
        self.assertEqual(self.add(case=other, day="2025-05-13")[0], 0)
        code, out, words = self.run_program("case", "merge", self.case, other)
        self.assertEqual(code, 0, words)
        self.assertEqual(sum(entry["type"] == "load" for entry in json.loads(out)["entries"]), 2)
        self.assertIn(f"undecided: entry {self.loads()[0]['id']}", words)

    def test_bad_input_is_named_and_nothing_is_written(self):
        self.refused(2, self.run_program("analyze", self.motion, "--add-to-case", self.case), "--day")
        self.refused(2, self.run_program("analyze", self.motion, "--day", DAY), "--add-to-case")
        for option in (("--from", "0.5"), ("--to", "1"), ("--lowpass", "6"), ("--hamstring", "BFlh_r=bflh_r")):
            self.refused(2, self.add(*option), option[0], "--add-to-case")
        self.refused(2, self.run_program("analyze", "--add-to-case", self.case, "--day", DAY), "built-in run")
        self.refused(1, self.add(day="14.5.2025"), "--day", "14.5.2025")
        self.refused(1, self.add(day="2999-01-01"), "--day", "not yet here")
        self.refused(1, self.add(day="1950-01-01"), "me.json", "1950-01-01")
        self.refused(1, self.add(case="-"), "standard input")
        self.refused(1, self.add(case=self.folder / "nobody.json"), "nobody.json", "no such file")
        self.refused(1, self.add(motion=PROJECT / "data/movements/squat.toml"), "squat.toml", "nobody made")
        self.refused(1, self.add(motion=self.folder / "missing.mot"), "missing.mot")

    def test_a_spoilt_load_in_a_case_is_named_by_its_entry(self):
        self.assertEqual(self.add()[0], 0)
        whole = self.case.read_text()
        spoils = {"interval": lambda entry: entry["amounts"][0].update(low=9, high=1),
                  "twice": lambda entry: entry["amounts"].append(entry["amounts"][0]),
                  "SHA-256": lambda entry: entry.update(recording_sha256="abc"),
                  "muscle": lambda entry: entry["amounts"][0].update(muscle="quadriceps"),
                  "newton": lambda entry: entry["amounts"][0].update(newton=5),
                  "amounts": lambda entry: entry.update(amounts=[])}
        for word, spoil in spoils.items():
            case = json.loads(whole)
            entry, = (entry for entry in case["entries"] if entry["type"] == "load")
            spoil(entry)
            self.case.write_text(json.dumps(case))
            code, _, words = self.run_program("plan", self.case, "--today", "2025-05-17")
            self.assertEqual(code, 1, word)
            self.assertIn(entry["id"], words)
            self.assertIn(word, words)

    def test_it_goes_into_the_app_and_out_again_and_stands_among_what_was_told(self):
        self.server = subprocess.Popen([PROGRAM, "serve", "--db", self.folder / "a.db", "--port", "0"], stdout=subprocess.PIPE,
                                       stderr=subprocess.PIPE, text=True)
        self.port = int(self.server.stdout.readline().rsplit(":", 1)[1])
        self.assertEqual(self.ask("POST", "/setup", {"name": "Olga", "password": "three plain words"})[0], 200)
        today = time.strftime("%Y-%m-%d", time.gmtime())
        story = {"zone": "UTC", "language": "en", "side": "left", "relapse": False, "birth_year": 1988, "sex": "female",
                 "pain_now": 2, "sports": ["distance_running"], "onset_day": today, "answers": {}}
        status, made = self.ask("POST", "/people", {"name": "Ada", "story": story,
                                                    "consent": {"text_version": "2", "given_by": "self", "name": "Ada"}})
        self.assertEqual(status, 200, made)
        person = made["id"]
        status, case = self.ask("GET", f"/people/{person}/case")
        self.assertEqual(status, 200)
        self.case.write_text(json.dumps(case))
        plan = self.ask("GET", f"/people/{person}/today?language=en")
        self.assertEqual(self.add(day=today)[0], 0)
        status, merged = self.ask("POST", f"/people/{person}/merge?language=en", self.case.read_text())
        self.assertEqual(status, 200, merged)
        after = self.ask("GET", f"/people/{person}/today?language=en")
        for answer in (plan, after):
            answer[1].pop("state", None)
        for field in ("lines", "reasons", "headline", "phase", "criteria"):
            self.assertEqual(plan[1].get(field), after[1].get(field), field)
        for language, line in (("en", "recorded movement"), ("de", "aufgezeichnete Bewegung")):
            _, told = self.ask("GET", f"/people/{person}/entries?language={language}")
            shown = [entry["line"] for entry in told["entries"] if entry["type"] == "load"]
            self.assertEqual(len(shown), 1, told)
            self.assertIn(line, shown[0])
        code, _, words = self.run_program("export", "--db", self.folder / "a.db", "out.zip")
        self.assertEqual(code, 0, words)
        code, _, words = self.run_program("import", "--db", "b.db", "out.zip")
        self.assertEqual(code, 0, words)
        self.assertEqual(self.run_program("export", "--db", "b.db", "again.zip")[0], 0)
        first, again = (zipfile.ZipFile(io.BytesIO((self.folder / name).read_bytes())) for name in ("out.zip", "again.zip"))
        cases = [name for name in first.namelist() if self.loads()[0]["recording_sha256"].encode() in first.read(name)]
        self.assertGreaterEqual(len(cases), 1, first.namelist())
        for name in cases:
            self.assertEqual(first.read(name), again.read(name), name)

    def test_a_real_run_of_a_laboratory_stretches_both_legs_stride_by_stride(self):
        motion = RUNNER / "ik" / "Run_4.mot"
        model = RUNNER / "model" / "subject01_adjusted_scaled.osim"
        if not motion.is_file() or not model.is_file():
            self.skipTest(f"no recording in {SHARED}: set HAMSTRING_SHARED_DATA to the folder of the recordings")
        code, out, words = self.add("--model", model, motion=motion)
        self.assertEqual(code, 0, words)
        entry, = self.loads()
        counted = [a for a in entry["amounts"] if a["quantity"] == "strides"]
        self.assertEqual({a["side"] for a in counted}, {"left", "right"})
        self.assertTrue(all(a["low"] >= 2 and a["origin"] == "measured" for a in counted), counted)
        peaks = [a for a in entry["amounts"] if a["quantity"] == "peak_stretch" and a["muscle"] != "BFsh"]
        for amount in peaks:
            self.assertLess(amount["low"], amount["high"])
            # Rough bounds of our own: no muscle of a runner shortens by a tenth or lengthens by half at its peak.
            self.assertTrue(-0.1 < amount["low"] and amount["high"] < 0.5, amount)
        code, _, words = self.run_program("plan", self.case, "--today", "2025-05-17")
        self.assertEqual(code, 0, words)


if __name__ == "__main__":
    unittest.main(verbosity=2)
