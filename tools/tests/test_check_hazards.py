#!/usr/bin/env python3
"""tools/check_hazards: a hazard without a test is noticed."""

import sys
import tempfile
import unittest
from importlib.machinery import SourceFileLoader
from pathlib import Path

TOOLS = Path(__file__).resolve().parent.parent
sys.dont_write_bytecode = True
sys.path.insert(0, str(TOOLS))
check_hazards = SourceFileLoader("check_hazards", str(TOOLS / "check_hazards")).load_module()

PAGE = "### A\n- Cause: c\n- Harm: h\n- Done: d\n- Test: {}\n"


def found(line: str) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder)
        (project / "docs").mkdir()
        (project / "tests/web").mkdir(parents=True)
        (project / "a.test.cpp").write_text("TEST(Suite, is_there) {}\n", encoding="utf-8")
        (project / "CMakeLists.txt").write_text("house_check(words COMMAND x)\n", encoding="utf-8")
        (project / "tests/web/app_x.mjs").write_text("check(a, 'the name stands there')\n", encoding="utf-8")
        (project / "docs/hazards.md").write_text(PAGE.format(line), encoding="utf-8")
        return check_hazards.problems(project)[0]


class Hazards(unittest.TestCase):
    def test_accepts_tests_that_are_there(self):
        self.assertEqual(found("`Suite.is_there`, `house.words`, `app_x.mjs: the name stands there`"), [])

    def test_refuses_a_test_that_is_not_there_and_a_hazard_without_one(self):
        self.assertEqual(len(found("`Suite.is_gone`, `app_x.mjs: something else`")), 2)
        self.assertEqual(len(found("none yet")), 1)


if __name__ == "__main__":
    unittest.main()
