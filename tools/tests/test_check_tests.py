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

SOURCE = "TEST(Text, a) {\n}\nTEST_F(People,\n       b) {}\nTEST_P(Cases, c) {}\n// TEST(Old, d)\n  TEST(NotHere, e)\n"


class Lost(unittest.TestCase):
    def test_sees_the_tests_of_a_source(self):
        self.assertEqual(check_tests.tests_in(SOURCE), ["Text.a", "People.b", "Cases.c"])

    def test_accepts_what_is_built_with_and_without_parameters(self):
        built = ["core.Text.a", "api.People.b", "golden.All/Cases.c/17", "house.layers"]
        self.assertEqual(check_tests.lost({"a.cpp": check_tests.tests_in(SOURCE)}, built), [])

    def test_names_the_file_of_a_test_that_no_program_has(self):
        found = check_tests.lost({"a.cpp": ["Text.a", "Text.b"]}, ["core.Text.a"])
        self.assertEqual(len(found), 1)
        self.assertIn("a.cpp: Text.b", found[0])

    def test_says_what_was_not_built_before_anything_else(self):
        self.assertIn("is it built?", check_tests.lost({"a.cpp": ["Text.a"]}, ["core_tests_NOT_BUILT"])[0])


if __name__ == "__main__":
    unittest.main()
