#!/usr/bin/env python3
"""hamstring exercises: how far each exercise stretches each hamstring.

Usage: test_exercises.py PROGRAM PROJECT_FOLDER"""

import json
import pathlib
import subprocess
import sys
import unittest

PROGRAM, PROJECT = str(pathlib.Path(sys.argv.pop(1)).resolve()), pathlib.Path(sys.argv.pop(1))


def run(*arguments):
    return subprocess.run([PROGRAM, "exercises", *arguments], capture_output=True, text=True, timeout=120)


class Exercises(unittest.TestCase):
    def test_all_of_them_stand_there_the_longest_first(self):
        said = json.loads(run("--by", "SM", "--json").stdout)["exercises"]
        self.assertEqual({one["exercise"] for one in said}, {file.stem for file in (PROJECT / "data/exercises").glob("*.toml")})
        longest = [next(m for m in one["muscles"] if m["muscle"] == "SM")["longest_percent"]["middle"] for one in said]
        self.assertEqual(longest, sorted(longest, reverse=True))

    def test_the_table_says_what_it_rests_on(self):
        for language, name in (("en", "Hip hinge on one leg"), ("de", "auf einem Bein")):
            said = run("--language", language).stdout
            self.assertIn(name, said)
            self.assertIn("our assumption", said)

    def test_one_alone_and_one_that_is_not(self):
        self.assertEqual(len(json.loads(run("nordic", "--json").stdout)["exercises"]), 1)
        wrong = run("nordik")
        self.assertEqual((wrong.returncode != 0, wrong.stdout), (True, ""))
        self.assertIn("nordic", wrong.stderr)
        self.assertNotEqual(run("--by", "VL").returncode, 0)


if __name__ == "__main__":
    unittest.main()
