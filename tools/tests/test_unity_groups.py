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

    def groups(self, *texts: str) -> list[int]:
        names = [self.file(f"{i}.cpp", f"namespace {{\n{text}\n}}\n") for i, text in enumerate(texts)]
        done = subprocess.run([sys.executable, TOOL], input="\t".join(names) + "\n", capture_output=True, text=True, check=True)
        return [int(number) for number in done.stdout.split()]

    def test_what_a_file_only_uses_is_no_name_of_its_own(self):
        for using in ("using namespace rehab;", "using asio::ip::tcp;", "using namespace std::chrono_literals;"):
            self.assertEqual(self.groups(using, using), [0, 0], using)
        day = 'const Day {} = parse_day("2026-05-11").value();'
        self.assertEqual(self.groups(day.format("monday"), day.format("tuesday")), [0, 0])
        one, other = (f"int {name}(int days = 3, const Each& each = [](int day) {{ return day; }}) {{ return 1; }}" for name in ("one", "other"))
        self.assertEqual(self.groups(one, other), [0, 0], "arguments and their defaults")
        one, other = (f"template <class T, int count = 3> T {name}(T x) {{ return x; }}" for name in ("one", "other"))
        self.assertEqual(self.groups(one, other), [0, 0], "template parameters")
        one, other = (f"class {name} final : public Base {{ int x; }};" for name in ("One", "Other"))
        self.assertEqual(self.groups(one, other), [0, 0], "what a class is derived from")

    def test_what_a_file_declares_is_seen_whatever_stands_before_it(self):
        one = "int twice() { return 1; }"
        for before in ("bool operator==(const A& a, const A& b) { return true; }", "using namespace rehab;", "const int x = y;",
                       "const auto half = [](int x) { int z = 1; return x / 2; };", "template <class T = int> struct S {};",
                       "constexpr int list[] = {1, 2};", "bool operator<(const A& a, const A& b) { return true; }"):
            self.assertEqual(self.groups(one, before + "\n" + one), [0, 1], before)
        for name in ("class Twice final : public Base {{}};", "constexpr int Twice[] = {{1}};", "using Twice = {};", "enum class Twice : {} {{ a }};",
                     "template <class T> requires {}<T> T Twice(T x) {{ return x; }}", "Twice_t<{}> Twice;", "auto Twice() -> {} {{ return 1; }}"):
            self.assertEqual(self.groups(name.format("int"), name.format("long")), [0, 1], name)

    def test_a_file_that_means_another_of_that_name_goes_apart(self):
        own = "struct Look { int day; }; int week_of(Day day) { return 1; } constexpr int days_max = 7;"
        for use in ("void f(const Look& look) { go(look.day); }", "int f(Day day) { return week_of(day); }", "int f() { return days_max; }"):
            self.assertEqual(self.groups(own, "using namespace rehab;\n" + use), [0, 1], use)
        for use in ("int f(const A& a) { return a.week_of; }", "int f(Day day) { return rehab::week_of(day); }", "// week_of, Look"):
            self.assertEqual(self.groups(own, use), [0, 0], use)
        self.assertEqual(self.groups("int f(Day day) { return week_of(day); }", own), [0, 0], "what comes before it does not see it")


if __name__ == "__main__":
    unittest.main()
