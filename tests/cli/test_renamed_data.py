#!/usr/bin/env python3
"""Code knows no item of data/ by its id: with every question, exercise and movement called otherwise, in data/ and in the
case, every plan is the same but for the names.

Usage: test_renamed_data.py PROGRAM PROJECT_FOLDER"""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

PROGRAM, PROJECT = str(pathlib.Path(sys.argv.pop(1)).resolve()), pathlib.Path(sys.argv.pop(1)).resolve()
CASES = PROJECT / "tests" / "golden" / "cases"
MARK = "zz_"  # the same before every id, so that what is sorted by id stays in order
SPACES = {"questions": ("story", "question"), "exercises": ("exercise",), "movements": ("movement",)}
FIELDS = {"questions": "question|also|not_above", "exercises": "exercise|ref", "movements": "movement"}
LISTS = "options|easier|harder|allowed|exercises"
# Cases in which people run, in their own speeds; are asked; have programs; must not train.
TRIED = ("back_in_sport", "week_6_bladder", "ladder_one_rung_up", "late_phase_failed_tests", "dose_grows_by_a_tenth",
         "nothing_known", "no_injury_wants_prevention", "runner_tendon_month_4", "unsure_calf_erased",
         "prescribed_by_a_clinician")


def ids_of(folder: str) -> set[str]:
    return {path.stem for path in (PROJECT / "data" / folder).glob("*.toml")}


def renamed_text(text: str, folder: str) -> str:
    for kind, spaces in SPACES.items():
        words = "|".join(sorted(ids_of(kind), key=len, reverse=True))
        text = re.sub(rf"\b({'|'.join(spaces)})\.({words})\b", rf"\1.{MARK}\2", text)
        text = re.sub(rf'\b({FIELDS[kind]}) = "({words})"', rf'\1 = "{MARK}\2"', text)
        if kind == folder:
            text = re.sub(rf'^id = "({words})"', rf'id = "{MARK}\1"', text, flags=re.MULTILINE)
    exercises = ids_of("exercises")
    if folder != "questions":  # their options are answers
        def mark(match: re.Match) -> str:
            return match.group(1) + re.sub(r'"(\w+)"', lambda m: f'"{MARK if m.group(1) in exercises else ""}{m.group(1)}"', match.group(2))
        text = re.sub(rf"((?:{LISTS}) = )(\[[^\]]*\])", mark, text)
    else:  # of the questions' own lists one names questions
        questions = ids_of("questions")
        text = re.sub(r"(stands_for = )(\[[^\]]*\])",
                      lambda match: match.group(1) + re.sub(r'"(\w+)"', lambda m: f'"{MARK if m.group(1) in questions else ""}{m.group(1)}"', match.group(2)),
                      text)
    return text


def renamed_data(target: pathlib.Path) -> None:
    shutil.copytree(PROJECT / "data", target)
    for path in sorted(target.rglob("*.toml")):
        folder = path.parent.name
        path.write_text(renamed_text(path.read_text(encoding="utf-8"), folder), encoding="utf-8")
        if folder in SPACES:
            path.rename(path.with_name(MARK + path.name))


def renamed_case(case: dict) -> dict:
    for entry in case["entries"]:
        if entry["type"] == "answer" or entry.get("of") == "rescreen":
            key = "question" if entry["type"] == "answer" else "ref"
            entry[key] = MARK + entry[key]
        if isinstance(entry.get("rescreen"), dict):
            entry["rescreen"] = {MARK + question: reply for question, reply in entry["rescreen"].items()}
        for line in entry.get("lines", []):
            for key in ("exercise", "instead_of"):
                if key in line:
                    line[key] = MARK + line[key]
        if "order" in entry:
            entry["order"] = [MARK + exercise for exercise in entry["order"]]
    return case


class RenamedData(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.holder = tempfile.TemporaryDirectory()
        cls.folder = pathlib.Path(cls.holder.name)
        renamed_data(cls.folder / "data")

    @classmethod
    def tearDownClass(cls):
        cls.holder.cleanup()

    def answer(self, *arguments, data=None) -> str:
        environment = {**os.environ, **({"HAMSTRING_DATA_DIR": str(data)} if data else {})}
        done = subprocess.run([PROGRAM, *map(str, arguments)], cwd=self.folder, capture_output=True, text=True, timeout=120, env=environment)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def test_the_renamed_data_is_good_and_nothing_kept_its_name(self):
        self.answer("knowledge", "check", data=self.folder / "data")
        for folder in SPACES:
            names = [path.name for path in (self.folder / "data" / folder).glob("*.toml")]
            self.assertTrue(names and all(name.startswith(MARK) for name in names), names)

    def test_every_plan_is_the_same_but_for_the_names(self):
        speeds = 0
        for name in TRIED:
            case = json.loads((CASES / name / "case.json").read_text(encoding="utf-8"))
            last = max(entry["day"] for entry in case["entries"])
            renamed = self.folder / f"{name}.json"
            renamed.write_text(json.dumps(renamed_case(json.loads(json.dumps(case)))), encoding="utf-8")
            for day in sorted({entry["day"] for entry in case["entries"]})[::7] + [last]:
                ask = ("--today", day, "--language", "en", "--json")
                before = json.loads(self.answer("plan", CASES / name / "case.json", *ask))
                after = json.loads(self.answer("plan", renamed, *ask, data=self.folder / "data").replace(MARK, ""))
                self.assertNotEqual(before.pop("knowledge"), after.pop("knowledge"), "other data")
                self.assertEqual(before, after, f"{name} on {day}")
                speeds += bool(before["run"] and before["run"].get("speed_m_s"))
        self.assertGreaterEqual(speeds, 2, "days on which a run is told in the person's own speed")

    def test_the_demonstration_is_found_under_its_other_name(self):
        self.answer("analyze", "--out", "out", data=self.folder / "data")
        self.assertTrue((self.folder / "out" / "report.html").is_file())


if __name__ == "__main__":
    unittest.main()
