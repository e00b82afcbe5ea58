#!/usr/bin/env python3
"""tools/house.sh: what is there is not fetched again, so that the app starts without a network; and what is built side by
side is told in whole lines and ends together."""

import json
import os
import pty
import shutil
import signal
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent / "house.sh"
PACKAGES = {
    "node_modules/a": {"version": "1.0.0", "integrity": "sha512-a"},
    "node_modules/b": {"version": "2.0.0", "integrity": "sha512-b"},
    "node_modules/other-system": {"version": "3.0.0", "integrity": "sha512-c", "optional": True},
}


@unittest.skipUnless(shutil.which("node"), "node is not installed")
class NodePackages(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.project = Path(self.folder.name)
        self.web = self.project / "web"
        for name in ("a", "b"):
            (self.web / "node_modules" / name).mkdir(parents=True)
        # A registry that cannot be reached.
        (self.project / "bin").mkdir()
        npm = self.project / "bin/npm"
        npm.write_text("#!/bin/sh\necho 'npm error code EAI_AGAIN'\nexit 1\n", encoding="utf-8")
        npm.chmod(0o755)
        there = {path: about for path, about in PACKAGES.items() if not about.get("optional")}
        self.write("node_modules/.package-lock.json", there)
        self.write("package-lock.json", {"": {"name": "web"}, **PACKAGES})

    def tearDown(self):
        self.folder.cleanup()

    def write(self, name, packages):
        (self.web / name).write_text(json.dumps({"packages": packages}), encoding="utf-8")

    def run_step(self, step):
        path = f"{self.project}/bin:{os.environ['PATH']}"
        script = f'set -euo pipefail; project="{self.project}"; source "{HOUSE}"; {step}'
        return subprocess.run(["bash", "-c", script], env={**os.environ, "PATH": path}, capture_output=True, text=True).returncode

    def packages_come(self):
        return self.run_step('node_packages "$project/web"')

    def test_a_lock_file_that_is_younger_and_says_the_same_fetches_nothing(self):
        os.utime(self.web / "node_modules/.package-lock.json", (1, 1))
        self.assertEqual(self.packages_come(), 0)

    def test_what_does_not_fit_is_fetched(self):
        changed = json.loads(json.dumps(PACKAGES))
        changed["node_modules/b"]["version"] = "2.0.1"
        self.write("package-lock.json", {"": {}, **changed})
        self.assertEqual(self.packages_come(), 1)
        more = {**PACKAGES, "node_modules/new": {"version": "1.0.0", "integrity": "sha512-n"}}
        self.write("package-lock.json", {"": {}, **more})
        self.assertEqual(self.packages_come(), 1)
        fewer = {"node_modules/a": PACKAGES["node_modules/a"]}
        self.write("package-lock.json", {"": {}, **fewer})
        self.assertEqual(self.packages_come(), 1)

    def test_a_package_whose_folder_is_gone_is_fetched(self):
        shutil.rmtree(self.web / "node_modules/a")
        self.assertEqual(self.packages_come(), 1)

    def test_an_app_that_is_built_needs_no_packages(self):
        shutil.rmtree(self.web / "node_modules")
        (self.project / "api").mkdir()
        (self.web / "dist").mkdir()
        (self.web / "dist/index.html").write_text("built", encoding="utf-8")
        self.assertEqual(self.run_step("build_app"), 0)
        os.utime(self.web / "dist/index.html", (1, 1))
        self.assertEqual(self.run_step("build_app"), 1)


class SideBySide(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.project = Path(folder.name)
        # Builds: so many steps of 0.1 s, told as ninja does; then the code.
        self.program = self.project / "slow_build"
        self.program.write_text('#!/bin/bash\nfor ((i = 1; i <= $1; ++i)); do echo "[$i/$1] step"; sleep 0.1; done\nexit "$2"\n', encoding="utf-8")
        self.program.chmod(0o755)

    def command(self, app, program):
        logs = f"{self.project}/build/logs"
        return ["bash", "-c", f"""set -euo pipefail; project="{self.project}"; source "{HOUSE}"
            app() {{ step "the app's packages" "{logs}/packages.log" "{self.program}" 22 0; step "the app" "{logs}/app.log" "{self.program}" {app}; }}
            beside app
            step "the program" "{logs}/program.log" "{self.program}" {program}
            together
            echo whole"""]

    def at_work(self):
        found = subprocess.run(["pgrep", "-f", str(self.program)], capture_output=True, text=True, check=False)
        return found.stdout.split()

    def none_is_at_work(self):
        """The builds last a minute. What reads how far they are bears their name too and may end a moment after the rest."""
        until = time.monotonic() + 10
        while self.at_work() and time.monotonic() < until:
            time.sleep(0.05)
        self.assertEqual(self.at_work(), [])

    def build(self, app, program):
        began = time.monotonic()
        done = subprocess.run(self.command(app, program), capture_output=True, text=True, check=False, timeout=60)
        seconds = time.monotonic() - began
        self.none_is_at_work()
        return done, seconds

    def test_both_are_waited_for_and_each_says_its_lines(self):
        for app, program in (("1 0", "30 0"), ("30 0", "1 0")):
            done, _ = self.build(app, program)
            self.assertEqual((done.returncode, done.stdout), (0, "whole\n"), done.stderr)
            self.assertRegex(done.stderr, "(?m)^hamstring: the app's packages: done in [2-9] s$")

    def test_where_one_fails_it_is_said_with_its_log_and_the_other_ends(self):
        for app, program, failed, log in (("1 3", "600 0", "the app", "app.log"), ("600 0", "30 4", "the program", "program.log")):
            done, seconds = self.build(app, program)
            self.assertEqual((done.returncode, done.stdout), (1, ""))
            self.assertIn(f"hamstring: {failed} failed (exit code {(app if failed == 'the app' else program)[-1]}).", done.stderr)
            self.assertIn(f"The whole log: {self.project}/build/logs/{log}", done.stderr)
            self.assertIn("  | [1/", done.stderr)
            self.assertEqual(done.stderr.count("failed"), 1, done.stderr)
            self.assertLess(seconds, 30)

    def test_a_signal_ends_both(self):
        for one in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            with subprocess.Popen(self.command("600 0", "600 0"), stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True,
                                  start_new_session=True) as process:
                while len(self.at_work()) < 4:  # the shell whose script names them, twice, and both
                    time.sleep(0.05)
                os.killpg(process.pid, one)
                _, said = process.communicate(timeout=30)
            self.assertEqual(process.returncode, 128 + one)
            self.assertNotIn("failed", said)
            self.none_is_at_work()

    def test_in_a_terminal_no_line_holds_a_bar_and_a_word_of_the_other(self):
        screen, terminal = pty.openpty()
        with subprocess.Popen(self.command("22 0", "60 0"), stderr=terminal, stdout=subprocess.DEVNULL) as process:
            os.close(terminal)
            seen = b""
            while True:
                try:
                    piece = os.read(screen, 4096)
                except OSError:  # nobody writes any more
                    break
                if not piece:
                    break
                seen += piece
        os.close(screen)
        self.assertEqual(process.returncode, 0)
        self.assertIn("%, about", seen.decode())
        for words in ("the app's packages: done in", "the app: done in"):
            before, _, _ = seen.decode().partition("hamstring: " + words)
            self.assertTrue(before.endswith((" \r", "\n")), f"{words} after {before[-60:]!r}")


if __name__ == "__main__":
    unittest.main()
