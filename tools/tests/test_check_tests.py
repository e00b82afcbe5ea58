#!/usr/bin/env python3
"""tools/check_tests: a lost test is noticed."""

import sys
import unittest
from importlib.machinery import SourceFileLoader
from pathlib import Path

TOOLS = Path(__file__).resolve().parent.parent
sys.dont_write_bytecode = True
sys.path.insert(0, str(TOOLS))
check_tests = SourceFileLoader("check_tests", str(TOOLS / "check_tests")).load_module()


def problems(names: list[str], expected: dict[str, int]) -> list[str]:
    return check_tests.compare(check_tests.count_by_program(names), expected)


class Compare(unittest.TestCase):
    def test_accepts_as_many_as_expected_and_a_few_more(self):
        names = [f"core.Text.case_{n}" for n in range(12)]
        self.assertEqual(problems(names, {"core": 12}), [])
        self.assertEqual(problems(names, {"core": 5}), [])

    def test_refuses_a_dropped_count_even_where_another_program_grew(self):
        names = ["core.Text.a", "core.Text.b", "signal.Spline.a", "signal.Spline.b", "signal.Spline.c"]
        self.assertEqual(len(problems(names, {"core": 3, "signal": 2})), 1)
        self.assertIn("core: 2 tests, 3 expected", problems(names, {"core": 3, "signal": 2})[0])

    def test_refuses_a_program_that_is_gone_or_not_guarded_or_not_built(self):
        self.assertIn("core: 0 tests, 1 expected", problems([], {"core": 1})[0])
        self.assertIn("not in tests/expected_test_count.txt", problems(["core.Text.a"], {})[0])
        self.assertIn("is it built?", problems(["core_tests_NOT_BUILT"], {"core": 1})[0])

    def test_insists_on_a_new_number_where_a_program_outgrew_it(self):
        names = [f"core.Text.case_{n}" for n in range(40)]
        self.assertIn("only 25 are guarded", problems(names, {"core": 25})[0])


if __name__ == "__main__":
    unittest.main()
