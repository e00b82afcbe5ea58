#!/usr/bin/env python3
"""tools/unity_groups: what goes together, and what goes apart."""

import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

TOOL = Path(__file__).resolve().parent.parent / "unity_groups"


class UnityGroups(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def file(self, name: str, text: str) -> str:
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return str(path)

    def test_files_with_names_of_their_own_go_together_and_the_same_name_goes_apart(self):
        unnamed = "namespace {{\nint {}() {{ return 1; }}\n}}\n"
        a, b, again = (self.file(f"{i}.cpp", unnamed.format(name)) for i, name in enumerate(("first", "second", "first")))
        long = self.file("long.cpp", "// a line\n" * 1400)
        asked = f"{a}\t{b}\t{again}\n{a}\t{long}\n"
        done = subprocess.run([sys.executable, TOOL], input=asked, capture_output=True, text=True, check=True)
        self.assertEqual(done.stdout, "0\t0\t1\n0\t1\n")


if __name__ == "__main__":
    unittest.main()
