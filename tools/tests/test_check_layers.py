#!/usr/bin/env python3
"""tools/check_layers on small trees: what it must let pass and what it must not."""

import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

TOOL = Path(__file__).resolve().parent.parent / "check_layers"
ROOMS = """# room | may include | what lives there
core | | a
model | core | b
rehab/standing | core | c
rehab/plan | rehab/standing | d
apps/cli | src | e
tests | src apps/cli | f
"""
README = "Rooms\n\n<!-- the rooms: written by tools/check_layers --write -->\n<!-- end of the rooms -->\n"


class CheckLayers(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.project = Path(folder.name)
        self.write("tools/rooms.txt", ROOMS)
        self.write("src/README.md", README)
        self.write("src/core/result.h", "#pragma once\n")
        self.write("src/model/model.h", '#include "core/result.h"\n')
        self.write("src/rehab/standing/dose.h", '#include "core/result.h"\n')
        self.write("src/rehab/plan/plan.h", '#include "rehab/standing/dose.h"\n')
        self.run_tool("--write")

    def write(self, name: str, text: str):
        path = self.project / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def run_tool(self, *options: str) -> tuple[int, str]:
        done = subprocess.run([sys.executable, TOOL, "--project", self.project, *options], capture_output=True, text=True, check=False)
        return done.returncode, done.stdout + done.stderr

    def assert_fails_saying(self, words: str):
        code, output = self.run_tool()
        self.assertEqual(code, 1, output)
        self.assertIn(words, output)

    def test_accepts_includes_that_the_table_allows(self):
        code, output = self.run_tool()
        self.assertEqual(code, 0, output)

    def test_refuses_an_include_of_a_room_below(self):
        self.write("src/core/bad.cpp", '#include "model/model.h"\n')
        self.assert_fails_saying("src/core/bad.cpp:1: core/ may not include model/")

    def test_refuses_a_room_above_that_the_table_does_not_name(self):
        self.write("src/rehab/plan/bad.cpp", '#include "model/model.h"\n')
        self.assert_fails_saying("src/rehab/plan/bad.cpp:1: rehab/plan/ may not include model/")

    def test_refuses_a_room_inside_a_room_the_other_way_round(self):
        self.write("src/rehab/standing/bad.cpp", '#include "rehab/plan/plan.h"\n')
        self.assert_fails_saying("rehab/standing/ may not include rehab/plan/")

    def test_refuses_it_in_a_test_beside_the_source_too(self):
        self.write("src/core/bad.test.cpp", '#include "model/model.h"\n')
        self.assert_fails_saying("src/core/bad.test.cpp:1: core/ may not include model/")

    def test_refuses_a_table_with_an_arrow_upward(self):
        self.write("tools/rooms.txt", ROOMS.replace("core | |", "core | model |"))
        self.assert_fails_saying("core may not include model, which does not stand above it")

    def test_refuses_an_allowance_that_nobody_uses(self):
        self.write("tools/rooms.txt", ROOMS.replace("rehab/plan | rehab/standing", "rehab/plan | model rehab/standing"))
        self.assert_fails_saying("rehab/plan may include model, and nothing there does")

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
        self.assert_fails_saying("model/ may not include apps/cli/")

    def test_refuses_a_folder_that_is_no_room(self):
        self.write("src/helpers/a.cpp", "")
        self.assert_fails_saying("src/helpers/a.cpp: this folder is no room")
        self.write("src/rehab/a.cpp", "")
        self.assert_fails_saying("src/rehab/a.cpp: this folder is no room")

    def test_refuses_relative_and_unresolvable_includes(self):
        self.write("src/model/relative.cpp", '#include "../core/result.h"\n')
        self.assert_fails_saying('"../core/result.h" is not a file')
        self.write("src/model/relative.cpp", '#include "model.h"\n')
        self.assert_fails_saying('"model.h" is not a file')

    def test_refuses_a_double_include(self):
        self.write("src/model/twice.cpp", "#include <vector>\n#include <map>\n#include <vector>\n")
        self.assert_fails_saying("src/model/twice.cpp: <vector> is included twice")

    def test_refuses_a_ring_of_files(self):
        self.write("src/core/a.h", '#include "core/b.h"\n')
        self.write("src/core/b.h", '#include "core/a.h"\n')
        self.assert_fails_saying("include each other: src/core/a.h -> src/core/b.h -> src/core/a.h")

    def test_refuses_a_readme_with_another_table_and_writes_it_when_asked(self):
        self.write("src/README.md", README)
        self.assert_fails_saying("the table in src/README.md is not that of tools/rooms.txt")
        self.assertEqual(self.run_tool("--write")[0], 0)
        self.assertIn("| `rehab/plan/` | d | `rehab/standing` |", (self.project / "src/README.md").read_text(encoding="utf-8"))
        self.assertEqual(self.run_tool()[0], 0)


if __name__ == "__main__":
    unittest.main()
