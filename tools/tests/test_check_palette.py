#!/usr/bin/env python3
"""tools/check_palette: a faint color is noticed."""

import sys
import unittest
from importlib.machinery import SourceFileLoader
from pathlib import Path

TOOLS = Path(__file__).resolve().parent.parent
sys.dont_write_bytecode = True
sys.path.insert(0, str(TOOLS))
check_palette = SourceFileLoader("check_palette", str(TOOLS / "check_palette")).load_module()

CSS = (TOOLS.parent / "web/src/styles/tokens.css").read_text(encoding="utf-8")


class Palette(unittest.TestCase):
    def test_knows_the_contrast_of_black_on_white(self):
        self.assertAlmostEqual(check_palette.contrast("#000000", "#ffffff"), 21.0)

    def test_accepts_the_palette_and_refuses_a_faint_text(self):
        self.assertEqual(check_palette.problems(CSS), [])
        self.assertIn("--quiet on --ground", "".join(check_palette.problems(CSS.replace("--quiet: #52606d", "--quiet: #9aa5b1"))))

    def test_refuses_a_changed_muscle_and_dark_schemes_that_differ(self):
        self.assertIn("the design says #c2255c", "".join(check_palette.problems(CSS.replace("#c2255c", "#c2255d"))))
        self.assertIn("differ", "".join(check_palette.problems(CSS.replace("--line: #333d47", "--line: #333d48", 1))))


if __name__ == "__main__":
    unittest.main()
