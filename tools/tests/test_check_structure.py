#!/usr/bin/env python3
"""tools/check_structure: a file that is too long, and sources without tests, are noticed."""

import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

TOOLS = Path(__file__).resolve().parent.parent
sys.dont_write_bytecode = True
sys.path.insert(0, str(TOOLS))


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

    def test_passes_small_files(self):
        self.assertEqual(self.run_tool()[0], 0)

    def test_counts_a_source_as_tested_by_a_test_of_its_name_or_of_the_name_it_begins_with(self):
        logic = "int f(int x) {\n" + "  if (x > 1) return 2;\n" * 4 + "  return 1;\n}\n"
        tested = ("run", "walk", "sit", "lie", "crawl", "swim")
        for name in (*tested, "run_rows", "stand"):
            self.write(f"src/core/{name}.cpp", logic)
        for name in tested:
            self.write(f"src/core/{name}.test.cpp", "TEST(a, b) {}\n")
        code, output = self.run_tool()
        self.assertIn("7 of 8 sources with logic under src/ have a test beside them (88%;", output)
        self.assertEqual(code, 0)
        for name in ("hop", "jump"):
            self.write(f"src/core/{name}.cpp", logic)
        code, output = self.run_tool()
        self.assertIn("7 of 10", output)
        self.assertEqual(code, 1)

    def test_does_not_count_words_in_comments_and_texts_as_logic(self):
        self.write("src/core/words.cpp", '// if (a) if (b) if (c) if (d)\nconst char* s = "if (a) if (b) ? ? ?";\n')
        self.assertIn("0 of 0 sources", self.run_tool()[1])

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
