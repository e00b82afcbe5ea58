#!/usr/bin/env python3
"""tools/check_layers on small trees: what it must let pass and what it must not."""

import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

TOOL = Path(__file__).resolve().parent.parent / "check_layers"
README = "| folder | what |\n|---|---|\n| `core/` | a |\n| `model/` | b |\n"


class CheckLayers(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.project = Path(folder.name)
        self.write("src/README.md", README)
        self.write("src/core/result.h", "#pragma once\n")
        self.write("src/model/model.h", '#include "core/result.h"\n')

    def write(self, name: str, text: str):
        path = self.project / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def run_tool(self) -> tuple[int, str]:
        done = subprocess.run([sys.executable, TOOL, "--project", self.project], capture_output=True, text=True, check=False)
        return done.returncode, done.stdout + done.stderr

    def assert_fails_saying(self, words: str):
        code, output = self.run_tool()
        self.assertEqual(code, 1, output)
        self.assertIn(words, output)

    def test_accepts_includes_along_the_order(self):
        code, output = self.run_tool()
        self.assertEqual(code, 0, output)

    def test_refuses_an_include_against_the_order(self):
        self.write("src/core/bad.cpp", '#include "model/model.h"\n')
        self.assert_fails_saying("src/core/bad.cpp:1: core/ may not include model/")

    def test_refuses_it_in_a_test_beside_the_source_too(self):
        self.write("src/core/bad.test.cpp", '#include "model/model.h"\n')
        self.assert_fails_saying("src/core/bad.test.cpp:1: core/ may not include model/")

    def test_lets_a_test_but_no_source_use_the_test_support(self):
        self.write("tests/support/shared_data.h", "")
        self.write("src/core/good.test.cpp", '#include "tests/support/shared_data.h"\n')
        self.assertEqual(self.run_tool()[0], 0)
        self.write("src/core/bad.cpp", '#include "tests/support/shared_data.h"\n')
        self.assert_fails_saying("src/core/bad.cpp:1: core/ may not include tests/")

    def test_lets_programs_include_the_source_but_not_the_reverse(self):
        self.write("apps/cli/command.h", '#include "model/model.h"\n')
        self.assertEqual(self.run_tool()[0], 0)
        self.write("src/model/bad.cpp", '#include "apps/cli/command.h"\n')
        self.assert_fails_saying("model/ may not include apps/")

    def test_refuses_a_folder_the_order_does_not_know(self):
        self.write("src/helpers/a.cpp", "")
        self.assert_fails_saying("the folder helpers/ is not in the order")

    def test_refuses_relative_and_unresolvable_includes(self):
        self.write("src/model/relative.cpp", '#include "../core/result.h"\n')
        self.assert_fails_saying('"../core/result.h" is not a file')
        self.write("src/model/relative.cpp", '#include "model.h"\n')
        self.assert_fails_saying('"model.h" is not a file')

    def test_refuses_a_double_include(self):
        self.write("src/model/twice.cpp", "#include <vector>\n#include <map>\n#include <vector>\n")
        self.assert_fails_saying("src/model/twice.cpp: <vector> is included twice")

    def test_refuses_a_ring_of_includes(self):
        self.write("src/core/a.h", '#include "core/b.h"\n')
        self.write("src/core/b.h", '#include "core/a.h"\n')
        self.assert_fails_saying("include each other: src/core/a.h -> src/core/b.h -> src/core/a.h")

    def test_refuses_a_readme_that_misses_a_folder(self):
        self.write("src/signal/filter.h", "")
        self.assert_fails_saying("src/README.md lists core model; under src/ are, in order, core signal model")


if __name__ == "__main__":
    unittest.main()
