#!/usr/bin/env python3
"""assess, plan, replay, case and knowledge as people meet them: plain words, JSON, and what bad input gets.

Usage: test_rehab_commands.py PROGRAM PROJECT_FOLDER"""

import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

PROGRAM, PROJECT = str(pathlib.Path(sys.argv.pop(1)).resolve()), pathlib.Path(sys.argv.pop(1)).resolve()
CASES = PROJECT / "tests" / "golden" / "cases"


class RehabCommands(unittest.TestCase):
    def setUp(self):
        self.holder = tempfile.TemporaryDirectory()
        self.folder = pathlib.Path(self.holder.name)

    def tearDown(self):
        self.holder.cleanup()

    def run_program(self, *arguments, stdin="", environment=None):
        done = subprocess.run([PROGRAM, *map(str, arguments)], cwd=self.folder, input=stdin, text=True, capture_output=True,
                              timeout=120, env=environment)
        return done.returncode, done.stdout, done.stderr

    def case(self, name="pain_rises_twice"):
        return json.loads((CASES / name / "case.json").read_text())

    def write(self, case, name="case.json"):
        path = self.folder / name
        path.write_text(json.dumps(case, indent=1))
        return path

    def with_entry(self, **entry):
        case = self.case()
        case["entries"].append({"id": "added", "recorded_at": f"{entry['day']}T20:00:00Z", "by": "self", **entry})
        return self.write(case)

    def test_a_red_flag_comes_first_and_leaves_no_session(self):
        code, out, _ = self.run_program("plan", CASES / "cauda_equina" / "case.json")
        self.assertEqual(code, 0)
        self.assertIn("emergency department", out.splitlines()[1])
        self.assertIn("on hold", out)

    def test_every_answer_is_german_where_german_is_asked_for(self):
        code, out, _ = self.run_program("plan", CASES / "pain_rises_twice" / "case.json", "--today", "2025-05-17",
                                        "--language", "de", "--why")
        self.assertEqual(code, 0)
        for english in ("Today", "Not known", "people", "day ", "evidence"):
            self.assertNotIn(english, out)

    def test_who_prescribed_what_stands_in_the_plan_and_what_is_not_in_today_says_why(self):
        case = CASES / "prescribed_by_a_clinician" / "case.json"
        _, out, _ = self.run_program("plan", case, "--today", "2025-05-17")
        self.assertIn("Prescribed by Dr. Maria Huber", out)
        self.assertIn("Slowly, both legs.", out)
        self.assertIn("nobody has confirmed it", out)
        _, out, _ = self.run_program("plan", case, "--today", "2025-05-18", "--language", "de")
        self.assertIn("Verordnet von Dr. Maria Huber", out)
        self.assertIn("weil eine Regel vorgeht, die dich schützt", out)
        bad = self.with_entry(day="2025-05-17", type="prescription", lines=[{"does": "remove", "exercise": "no_such_exercise"}])
        code, _, err = self.run_program("plan", bad, "--today", "2025-05-17")
        self.assertEqual(code, 1)
        self.assertIn("no_such_exercise", err)

    def test_why_names_rule_and_source_of_every_line(self):
        _, out, _ = self.run_program("plan", CASES / "dose_grows_by_a_tenth" / "case.json", "--today", "2025-05-17", "--why")
        self.assertIn("protocol.default_runner", out)
        self.assertRegex(out, r"\[(s\d{3}|ours)")

    def test_json_is_valid_and_holds_the_whole_answer(self):
        _, out, _ = self.run_program("plan", CASES / "dose_grows_by_a_tenth" / "case.json", "--today", "2025-05-17", "--json")
        plan = json.loads(out)
        self.assertEqual((plan.pop("schema"), plan.pop("version")), ("hamstring/plan", 2))
        today = json.loads((PROJECT / "api/openapi.json").read_text())["components"]["schemas"]["Today"]
        self.assertEqual(set(plan), set(today["required"]), "the shape that the app gets; only a database has damaged entries")
        _, out, _ = self.run_program("assess", CASES / "cauda_equina" / "case.json", "--json")
        assessment = json.loads(out)
        self.assertEqual((assessment["verdict"], assessment.pop("schema")), ("emergency", "hamstring/assessment"))
        self.assertLess(set(assessment) - {"version"}, set(today["properties"]))

    def test_a_calendar_is_written_and_every_line_is_short_and_ends_as_the_standard_says(self):
        code, _, _ = self.run_program("plan", CASES / "dose_grows_by_a_tenth" / "case.json", "--today", "2025-05-17",
                                      "--ics", "plan.ics")
        self.assertEqual(code, 0)
        lines = (self.folder / "plan.ics").read_bytes().split(b"\r\n")
        self.assertEqual(lines[0], b"BEGIN:VCALENDAR")
        self.assertEqual(lines[-2:], [b"END:VCALENDAR", b""])
        self.assertTrue(all(len(line) <= 75 and b"\n" not in line for line in lines))
        self.assertIn(b"BEGIN:VEVENT", lines)

    def test_replay_compares_two_protocols_day_by_day(self):
        case = CASES / "break_of_five_weeks" / "case.json"
        code, out, _ = self.run_program("replay", case, "--protocol", "default_runner", "--protocol", "lengthening")
        self.assertEqual(code, 0)
        self.assertIn("2025-05-14", out)
        code, out, _ = self.run_program("replay", case, "--protocol", "default_runner", "--protocol", "default_runner", "--json")
        self.assertEqual((json.loads(out)["differing_days"], json.loads(out)["spans"]), (0, []))

    def test_merging_two_copies_keeps_both_and_says_what_only_one_had(self):
        a, b = self.case(), self.case()
        a["entries"] = a["entries"][:-1]
        b["entries"] = b["entries"][:-2] + b["entries"][-1:]
        code, _, err = self.run_program("case", "merge", self.write(a, "a.json"), self.write(b, "b.json"), "--out", "c.json")
        self.assertEqual(code, 0, err)
        merged = json.loads((self.folder / "c.json").read_text())
        self.assertEqual(len(merged["entries"]), len(self.case()["entries"]))

    def test_the_interview_asks_says_a_red_flag_at_once_and_saves(self):
        answers = "2026-11-18\nr\nno\n1990\nm\nsprint\n\nyes\nstop\n"
        code, out, _ = self.run_program("assess", "--today", "2026-11-20", "--save", "me.json", stdin=answers)
        self.assertEqual(code, 0)
        told = out.index("go to an emergency department now")
        self.assertLess(told, out.index("Has anything changed with your bladder"))
        code, out, _ = self.run_program("plan", "me.json", "--today", "2026-11-20")
        self.assertEqual(code, 0)
        self.assertIn("emergency department", out)

    def test_an_interview_answered_with_nothing_but_enter_ends_and_plans_nothing(self):
        code, out, _ = self.run_program("assess", "--today", "2026-11-20", "--save", "me.json", stdin="\n" * 200)
        self.assertEqual(code, 0)
        self.assertNotIn("Your session today", out)

    def test_a_day_is_logged_and_the_file_is_a_case_that_grew(self):
        path = self.write(self.case("dose_grows_by_a_tenth"))
        before = len(json.loads(path.read_text())["entries"])
        code, out, err = self.run_program("log", path, "--today", "2025-05-18", stdin="none\n1\nall\n1\n2\nyes\n0\n")
        self.assertEqual(code, 0, err)
        entries = json.loads(path.read_text())["entries"]
        added = entries[before:]
        self.assertEqual([entry["type"] for entry in added], ["pain", "session"])
        self.assertEqual(added[1]["before"], 1)
        self.assertEqual(added[1]["worst"], 2)
        self.assertTrue(added[1]["lines"])
        self.assertTrue(all(entry["rescreen"] == "none_of_these" for entry in added))
        code, out, err = self.run_program("log", path, "--today", "2025-05-19", stdin="none\n0\n1\nnone\n")
        self.assertEqual(code, 0, err)
        self.assertEqual(json.loads(path.read_text())["entries"][-1]["type"], "morning")

    def test_the_morning_after_a_session_is_asked_until_it_is_told(self):
        path = self.write(self.case("dose_grows_by_a_tenth"))
        self.run_program("log", path, "--today", "2025-05-18", stdin="none\n1\nall\n1\n2\nyes\n0\n")
        plan = ("plan", path, "--today", "2025-05-19")
        self.assertEqual(json.loads(self.run_program(*plan, "--json")[1])["head"], "morning")
        _, out, _ = self.run_program(*plan)
        self.assertIn("A few questions first", out)
        self.assertIn("the morning after your session of 18 May 2025", out)
        _, out, _ = self.run_program(*plan, "--language", "de")
        self.assertIn("Zuerst ein paar Fragen", out)
        self.assertIn("18. Mai 2025", out)
        self.assertNotIn("A few questions first", out)
        # Whoever does not know it says so, and is not asked about that session again; the answer is never made up.
        _, out, _ = self.run_program("log", path, "--today", "2025-05-19", stdin="none\n0\n\nnone\n")
        self.assertIn("The morning after your session of 18 May 2025", out)
        self.assertEqual(json.loads(path.read_text())["entries"][-1]["value"], "unsure")
        self.assertNotEqual(json.loads(self.run_program(*plan, "--json")[1])["head"], "morning")
        _, out, _ = self.run_program("log", path, "--today", "2025-05-19", stdin="none\n0\nnone\n")
        self.assertNotIn("The morning after your session", out)

    def test_the_log_asks_for_the_numbers_that_the_next_phase_waits_for(self):
        path = self.write(self.case("no_second_full_training"))
        question = "How many full trainings"
        # What else is asked on the way gets a no; a no is no number, so the question comes again.
        code, out, err = self.run_program("log", path, "--today", "2025-07-29", stdin="none\n0\n0\nnone\n" + "no\n" * 6 + "2\n")
        self.assertEqual(code, 0, err)
        self.assertIn(question, out)
        told = [entry for entry in json.loads(path.read_text())["entries"] if entry["day"] == "2025-07-29" and entry["type"] == "answer"]
        self.assertEqual([(entry["question"], entry["value"]) for entry in told], [("full_trainings", 2)])
        _, out, _ = self.run_program("log", path, "--today", "2025-07-29", stdin="none\n0\nnone\n" + "no\n" * 6)
        self.assertNotIn(question, out)

    def test_an_alarm_in_the_short_set_ends_the_log_and_suspends_the_plan(self):
        path = self.write(self.case("dose_grows_by_a_tenth"))
        code, out, _ = self.run_program("log", path, "--today", "2025-05-18", stdin="1\n2\n")
        self.assertEqual(code, 0)
        self.assertIn("on hold", out)
        self.assertNotIn("Did you train", out)

    def test_how_one_walks_and_an_illness_are_asked_again_where_they_hold(self):
        case = self.case("limps_on_day_3")
        case["entries"] = [e for e in case["entries"] if e["day"] <= "2025-05-15"]
        case["entries"].append({"id": "ill", "type": "illness", "day": "2025-05-15", "recorded_at": "2025-05-15T20:00:00+02:00",
                                "by": "self", "from": "2025-05-15", "fever": "no"})
        path = self.write(case)
        code, out, err = self.run_program("log", path, "--today", "2025-05-16", stdin="none\n1\nno\n2\nnone\n")
        self.assertEqual(code, 0, err)
        self.assertIn("Are you well again?", out)
        self.assertIn("How do you walk today?", out)
        self.assertIn("You are ill", out)
        code, out, err = self.run_program("log", path, "--today", "2025-05-17", stdin="none\n1\nyes\n2\nnone\n")
        self.assertEqual(code, 0, err)
        self.assertNotIn("You are ill", out)
        self.assertIn("What you may do", out)
        added = json.loads(path.read_text())["entries"]
        self.assertEqual([e for e in added if e["type"] == "illness"][-1]["to"], "2025-05-16")
        code, out, err = self.run_program("log", path, "--today", "2025-05-18", stdin="none\n1\n1\nnone\n")
        self.assertEqual(code, 0, err)
        self.assertNotIn("You cannot walk normally", out)
        self.assertNotIn("Are you well again?", out)

    def test_not_sure_is_ended_by_its_own_answer(self):
        case = self.case("unsure_calf_erased")
        path = self.write(case)
        code, out, err = self.run_program("log", path, "--today", "2026-03-04", stdin="none\n1\n\nnone\n")
        self.assertEqual(code, 0, err)
        self.assertIn("See a doctor today.", out)
        self.assertNotIn("answering again does not", out)
        code, out, err = self.run_program("log", path, "--today", "2026-03-04", stdin="none\n1\nno\nnone\n")
        self.assertEqual(code, 0, err)
        self.assertNotIn("See a doctor today.", out)

    def test_what_cannot_have_been_written_and_what_takes_itself_away_is_refused_by_name(self):
        far = {"recorded_at": "2099-05-18T20:00:00Z", "day": "2099-05-18"}
        for entry in ({"type": "injury", "side": "left", "relapse": False, **far}, {"type": "milestone", "what": "returned", **far},
                      {"type": "clearance", "of": "flag", "ref": "dvt", "by": "clinician", **far},
                      {"type": "pain", "when": "now", "value": 1, **far}):
            code, out, err = self.run_program("plan", self.with_entry(**entry), "--today", "2025-05-18")
            self.assertEqual((code, out), (1, ""), entry)
            self.assertIn("entry added was written down on 2099-05-18", err)
        code, out, err = self.run_program("plan", self.write(self.case()), "--today", "2099-05-18")
        self.assertEqual(code, 1)
        self.assertIn("2099-05-18", err)
        path = self.with_entry(type="pain", day="2025-05-18", when="now", value=1, replaces="added")
        for command in (("plan", path), ("log", path), ("assess", path), ("case", "merge", path, path)):
            code, out, err = self.run_program(*command, stdin="none\n1\n")
            self.assertEqual((code, out), (1, ""), command)
            self.assertIn("entry added corrects", err)

    def test_nothing_is_saved_where_nothing_was_answered(self):
        path = self.write(self.case())
        before = path.read_bytes()
        for answers in ("", "stop\n", "\n\n\n"):
            code, _, _ = self.run_program("log", path, "--today", "2025-05-19", stdin=answers)
            self.assertEqual(code, 0)
            self.assertEqual(path.read_bytes(), before)

    def test_bad_entries_are_named_with_file_line_and_entry(self):
        for words, entry in (
            (("added.value", "11", "0 to 10"), {"type": "pain", "day": "2025-05-18", "when": "now", "value": 11}),
            (("added", "shoe_size", "does not exist"), {"type": "answer", "day": "2025-05-18", "question": "shoe_size", "value": "yes"}),
            (("added", "400"), {"type": "test", "day": "2025-05-18", "test": "active_knee_extension", "left": [400], "right": [10]}),
            (("added", "before"), {"type": "test", "day": "1990-05-18", "test": "walk_test", "result": "normal", "pain": 1}),
            (("added", "colour", "not known"), {"type": "pain", "day": "2025-05-18", "when": "now", "value": 1, "colour": "red"}),
            (("added", "massage_gun"), {"type": "technique", "day": "2025-05-18", "technique": "massage_gun",
                                        "test": "active_knee_extension", "before": [30], "after": [20]}),
        ):
            path = self.with_entry(**entry)
            for command in ("plan", "assess"):
                code, out, err = self.run_program(command, path)
                self.assertEqual(code, 1, entry)
                self.assertEqual(out, "", entry)
                for word in ("case.json", *words):
                    self.assertIn(word, err)

    def test_an_injury_tomorrow_is_refused(self):
        case = self.case()
        case["entries"].append({"id": "added", "type": "injury", "day": "2025-06-02", "recorded_at": "2025-06-01T10:00:00Z",
                                "by": "self", "side": "left", "relapse": False, "onset_known": "exact"})
        code, _, err = self.run_program("plan", self.write(case))
        self.assertEqual(code, 1)
        self.assertIn("after the day it was written down", err)

    def test_files_that_are_no_case_are_refused(self):
        for content in ("", "{", "[]", "\0\1\2", '{"schema":"hamstring.case","version":2,"case_id":"x","entries":[]}', "[" * 5000):
            path = self.folder / "bad.json"
            path.write_text(content)
            code, out, err = self.run_program("plan", path)
            self.assertEqual((code, out), (1, ""), content[:20])
            self.assertIn("bad.json", err)

    def test_damaged_knowledge_stops_the_program_with_file_and_line(self):
        data = self.folder / "data"
        shutil.copytree(PROJECT / "data", data)
        flag = data / "red_flags" / "dvt.toml"
        flag.write_text(flag.read_text().replace("story.calf_swelling", "story.calf_sweling", 1))
        code, out, err = self.run_program("plan", CASES / "cauda_equina" / "case.json", environment={"HAMSTRING_DATA_DIR": str(data)})
        self.assertEqual((code, out), (1, ""))
        self.assertIn("red_flags/dvt.toml:", err)
        self.assertIn("calf_sweling", err)

    def test_knowledge_is_listed_shown_and_clean(self):
        code, out, _ = self.run_program("knowledge", "check")
        self.assertEqual(code, 0)
        code, out, _ = self.run_program("knowledge", "show", "dvt")
        self.assertEqual(code, 0)
        self.assertIn("Guy's and St Thomas' NHS Foundation Trust", out)
        self.assertNotIn("strength", out.split("Sources")[1])
        code, out, _ = self.run_program("knowledge", "list")
        self.assertIn("nordic_petersen", out)

    def test_an_unknown_protocol_is_named(self):
        code, _, err = self.run_program("plan", CASES / "cauda_equina" / "case.json", "--protocol", "magic")
        self.assertEqual(code, 1)
        self.assertIn("'magic'", err)


if __name__ == "__main__":
    unittest.main(verbosity=2)
