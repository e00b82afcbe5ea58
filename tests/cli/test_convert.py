#!/usr/bin/env python3
"""Files of watches through the built program: what each is, converted and back with the same totals.

Usage: test_convert.py PROGRAM PROJECT_FOLDER"""

import csv
import json
import pathlib
import sys
import unittest

from run_of_a_watch import RunOfAWatch

PROGRAM, PROJECT = str(pathlib.Path(sys.argv.pop(1)).resolve()), pathlib.Path(sys.argv.pop(1)).resolve()


class Convert(RunOfAWatch):
    PROGRAM = PROGRAM

    def described(self, file):
        code, out, err = self.program("convert", file, "--json")
        self.assertEqual(code, 0, err)
        return json.loads(out)["files"][0]

    def test_each_format_written_gives_the_same_totals(self):
        first = self.described(self.run_file)
        self.assertEqual(first["outcome"], "whole")
        for ending in ("gpx", "tcx", "csv"):
            target = self.folder / f"copy.{ending}"
            code, out, err = self.program("convert", self.run_file, "--out", target)
            self.assertEqual((code, out.strip()), (0, str(target)), err)
            again = self.described(target)
            self.assertEqual(again["outcome"], "whole", again)
            for key in ("records", "distance_m", "elapsed_s", "moving_s", "pauses", "speed", "cadence", "start"):
                self.assertEqual(again["activities"][0][key], first["activities"][0][key], (ending, key))

    def test_a_fit_file_becomes_every_format(self):
        fit = PROJECT / "fuzz/corpus/fuzz_fit/run.fit"
        code, out, err = self.program("convert", fit, "--out", self.folder / "all", "--to", "csv")
        self.assertEqual(code, 0, err)
        with open(out.strip(), encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        self.assertEqual(len(rows), 8)
        self.assertEqual(rows[1]["time"], "2021-01-01T00:00:01Z")
        self.assertEqual(rows[1]["cadence_per_min"], "84.5")
        self.assertAlmostEqual(float(rows[1]["second_speed_m_per_s"]), 3.1, places=6)

    def test_wrong_use_says_what_can_be_done(self):
        for arguments, words in ((("run.csv", "--out", "a.osim"), "Of a '.csv' file can be made: .gpx, .tcx, .csv"),
                                 (("run.csv", "--out", "run.csv"), "over itself"),
                                 (("run.csv", "--out", "folder"), "--to gpx"),
                                 (("absent.fit",), "absent.fit"),
                                 (("run.csv", "--column", "haste=x"), "no column")):
            code, _, err = self.program("convert", *arguments)
            self.assertNotEqual(code, 0, arguments)
            self.assertIn(words, err)


if __name__ == "__main__":
    unittest.main()
