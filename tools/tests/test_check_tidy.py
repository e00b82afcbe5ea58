#!/usr/bin/env python3
"""tools/check_tidy: that it really analyzes, also joined files, and names the right place."""

import json
import subprocess
import sys
import tempfile
import unittest
from importlib.machinery import SourceFileLoader
from pathlib import Path

TOOLS = Path(__file__).resolve().parent.parent
sys.dont_write_bytecode = True
sys.path.insert(0, str(TOOLS))
import cpp_groups  # noqa: E402

tidy = SourceFileLoader("check_tidy", str(TOOLS / "check_tidy")).load_module()

GOOD = "int doubled(int x) {\n  return 2 * x;\n}\n"
# The analyzer finds this one: a path on which a null pointer is read.
DEFECT = "namespace {\nint read(const int* p) {\n  return *p;\n}\n}  // namespace\n\nint f() {\n  return read(nullptr);\n}\n"


class CheckTidy(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.project = Path(folder.name).resolve()
        (self.project / ".clang-tidy").write_text((TOOLS.parent / ".clang-tidy").read_text(encoding="utf-8"), encoding="utf-8")

    def run_tool(self, files: dict[str, str], *options: str) -> tuple[int, str]:
        for name, text in files.items():
            path = self.project / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        build = self.project / "build" / "release"
        build.mkdir(parents=True, exist_ok=True)
        # A file without a command is not analyzed, so the order is that of the build.
        entries = [{"directory": str(build), "file": str(self.project / name),
                    "command": f"/usr/bin/c++ -std=c++23 -Wall -fpch-preprocess -include x_pch.hxx -o x.o "
                               f"-I{self.project}/src -c {self.project / name}"}
                   for name in files]
        (build / "compile_commands.json").write_text(json.dumps(entries), encoding="utf-8")
        done = subprocess.run([sys.executable, TOOLS / "check_tidy", "--project", self.project, *options],
                              capture_output=True, text=True, check=False)
        return done.returncode, done.stdout + done.stderr

    def test_passes_clean_files(self):
        code, output = self.run_tool({"src/core/good.cpp": GOOD})
        self.assertEqual(code, 0, output)

    def test_finds_a_seeded_defect_in_joined_files_at_its_place_and_again_the_next_time(self):
        files = {"src/core/a_good.cpp": GOOD, "src/core/b_bad.cpp": DEFECT}
        for _ in range(2):
            code, output = self.run_tool(files)
            self.assertEqual(code, 1, output)
            self.assertIn("src/core/b_bad.cpp:3:10: error", output)
            self.assertIn("in 1 groups", output)

    def test_analyzes_again_what_changed_since_it_was_found_clean_and_everything_when_asked(self):
        files = {"src/core/a_good.cpp": GOOD, "src/core/b.cpp": GOOD.replace("doubled", "twice")}
        self.assertEqual(self.run_tool(files, "--record")[0], 0)
        self.assertIn("0 files of 2", self.run_tool(files)[1])
        self.assertIn("2 files of 2", self.run_tool(files, "--all")[1])
        code, output = self.run_tool(files | {"src/core/b.cpp": DEFECT}, "--record")
        self.assertEqual(code, 1, output)
        self.assertIn("1 files of 2", output)
        # What was found is not written down as clean.
        self.assertEqual(self.run_tool(files | {"src/core/b.cpp": DEFECT})[0], 1)
        config = self.project / ".clang-tidy"
        config.write_text(config.read_text(encoding="utf-8") + "\n", encoding="utf-8")
        self.assertIn("2 files of 2", self.run_tool(files)[1])

    def test_knows_a_file_again_that_moved_to_another_room(self):
        text = '#include "core/h.h"\n' + GOOD
        self.assertEqual(self.run_tool({"src/core/h.h": "#pragma once\n", "src/core/a.cpp": text}, "--record")[0], 0)
        (self.project / "src/core/a.cpp").unlink()
        moved = {"src/base/h.h": "#pragma once\n", "src/base/a.cpp": text.replace("core/h.h", "base/h.h")}
        self.assertIn("0 files of 1", self.run_tool(moved)[1])
        self.assertIn("1 files of 1", self.run_tool(moved | {"src/base/a.cpp": moved["src/base/a.cpp"] + "\n"})[1])

    def test_finds_a_defect_that_comes_in_through_a_header(self):
        good = '#include "core/h.h"\n' + GOOD
        clean = "#pragma once\nint half(int x);\n"
        code, output = self.run_tool({"src/core/h.h": clean, "src/core/good.cpp": good})
        self.assertEqual(code, 0, output)
        code, output = self.run_tool({"src/core/h.h": clean + "typedef int Size;\n", "src/core/good.cpp": good})
        self.assertEqual(code, 1, output)
        self.assertIn("src/core/h.h:3:1: error", output)

    def test_finds_files_that_the_build_joins(self):
        self.assertEqual(self.run_tool({"src/core/a.cpp": GOOD, "src/core/b.cpp": DEFECT})[0], 1)
        build = self.project / "build" / "release"
        joined = build / "CMakeFiles" / "x.dir" / "Unity" / "unity_0_cxx.cxx"
        joined.parent.mkdir(parents=True)
        joined.write_text("".join(f'#include "{self.project}/src/core/{name}.cpp"\n' for name in ("a", "b")), encoding="utf-8")
        entry = {"directory": str(build), "file": str(joined), "command": f"/usr/bin/c++ -std=c++23 -o x.o -c {joined}"}
        (build / "compile_commands.json").write_text(json.dumps([entry]), encoding="utf-8")
        done = subprocess.run([sys.executable, TOOLS / "check_tidy", "--project", self.project], capture_output=True, text=True, check=False)
        self.assertIn("src/core/b.cpp:3:10: error", done.stdout)
        self.assertIn("2 files of 2", done.stdout)

    def test_files_that_do_not_compile_as_one_are_analyzed_apart(self):
        clash = "static int f() {\n  return 1;\n}\nint {0}() {{\n  return f();\n}}\n"
        files = {f"src/core/{name}.cpp": clash.replace("{0}", name).replace("{{", "{").replace("}}", "}") for name in ("a", "b")}
        code, output = self.run_tool(files)
        self.assertEqual(code, 0, output)

    def test_fails_where_there_is_nothing_to_analyze(self):
        self.assertEqual(self.run_tool({})[0], 1)


class Parts(unittest.TestCase):
    def test_flags_keep_what_matters_to_clang(self):
        command = "/usr/bin/c++ -DX=1 -I/a/src -isystem /usr/e -O3 -fpch-preprocess -std=c++23 -include /b/p.hxx -o x.o -c /a/x.cpp"
        self.assertEqual(tidy.clean_flags(command), ("-DX=1", "-I/a/src", "-isystem", "/usr/e", "-std=c++23"))

    def test_names_in_unnamed_namespaces_are_seen(self):
        text = "namespace a {\nnamespace {\nconstexpr double limit = 1;\nstruct Row {\n  int inner;\n};\nint f(int argument) { int local = 2; return local; }\n}\nint g();\n}\n"
        names = cpp_groups.unnamed_names(text)
        self.assertLessEqual({"limit", "Row", "f"}, names)
        self.assertFalse({"inner", "local", "g"} & names)


if __name__ == "__main__":
    unittest.main()
