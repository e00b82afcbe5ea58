#!/usr/bin/env python3
"""tools/cpp_functions and tools/check_structure: do they see what is there?"""

import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

TOOLS = Path(__file__).resolve().parent.parent
sys.dont_write_bytecode = True
sys.path.insert(0, str(TOOLS))
from cpp_functions import find_functions  # noqa: E402


def found(text: str) -> list[tuple[str, int, int]]:
    return [(function.name, function.line, function.lines) for function in find_functions(text)]


class FindFunctions(unittest.TestCase):
    def test_sees_functions_in_namespaces_and_classes(self):
        text = "namespace a {\nint f(int x) {\n  return x;\n}\nclass C {\n  int g() const { return 1; }\n};\n}\n"
        self.assertEqual(found(text), [("f", 2, 3), ("g", 6, 1)])

    def test_counts_a_lambda_as_part_of_the_function_around_it(self):
        self.assertEqual(found("void f() {\n  auto g = [](int x) {\n    return x;\n  };\n}\n"), [("f", 1, 5)])

    def test_is_not_misled_by_braces_in_strings_comments_and_digit_separators(self):
        text = 'void f() {\n  // {\n  auto s = "{{";\n  auto r = R"(}})";\n  char c = \'{\';\n  int n = 1\'000;\n}\nvoid g() {}\n'
        self.assertEqual(found(text), [("f", 1, 7), ("g", 8, 1)])

    def test_takes_a_constructor_with_braced_members_as_one_function(self):
        self.assertEqual(found("C::C(int x) : x_{x}, y_{0} {\n  start();\n}\n"), [("C::C", 1, 3)])

    def test_leaves_out_tables_enums_and_plain_structs(self):
        text = "constexpr int a[] = {1, 2};\nenum class E { x, y };\nstruct P {\n  int x{0};\n};\nstd::map<int, int> m{{f(1), 2}};\n"
        self.assertEqual(found(text), [])

    def test_names_a_test_by_its_own_name(self):
        self.assertEqual(found("TEST(Reader, keeps_nan) {\n  EXPECT_TRUE(x);\n}\n"), [("(Reader, keeps_nan)", 1, 3)])


class CheckStructure(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.project = Path(folder.name)
        self.write("src/core/small.cpp", "int f() { return 1; }\n")
        self.write("src/core/other.cpp", "int g() { return 1; }\n")

    def write(self, name: str, text: str):
        path = self.project / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def run_tool(self) -> tuple[int, str]:
        command = [sys.executable, TOOLS / "check_structure", "--project", self.project]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout + done.stderr

    def test_passes_small_files_and_functions(self):
        self.assertEqual(self.run_tool()[0], 0)

    def test_refuses_a_function_of_71_lines_unless_excused(self):
        self.write("src/core/long.cpp", "void f() {\n" + "  g();\n" * 69 + "}\n")
        code, output = self.run_tool()
        self.assertEqual(code, 1)
        self.assertIn("src/core/long.cpp:1: f has 71 lines", output)
        self.write("tools/structure_exceptions.txt", "src/core/long.cpp:f  a table in the form of a function\n")
        self.assertEqual(self.run_tool()[0], 0)

    def test_refuses_a_file_of_451_lines(self):
        self.write("src/core/long.cpp", "int x;\n" * 451)
        code, output = self.run_tool()
        self.assertEqual(code, 1)
        self.assertIn("src/core/long.cpp has 451 lines", output)

    def test_refuses_an_excuse_that_is_no_longer_needed(self):
        self.write("tools/structure_exceptions.txt", "src/core/small.cpp  once it was long\n")
        code, output = self.run_tool()
        self.assertEqual(code, 1)
        self.assertIn("no longer too long", output)


if __name__ == "__main__":
    unittest.main()
