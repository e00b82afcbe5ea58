#!/usr/bin/env python3
"""tools/house.sh: what is there is not fetched again, so that the app starts without a network."""

import json
import os
import shutil
import subprocess
import tempfile
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


if __name__ == "__main__":
    unittest.main()
