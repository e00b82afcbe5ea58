#!/usr/bin/env python3
"""Every writer on a disk that refuses one write: exit code 1, a clear word, the old file as it was, nothing half.

Usage: test_refused_writes.py PROGRAM PROJECT_FOLDER"""

import http.client
import json
import os
import pathlib
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest

PROGRAM, PROJECT = str(pathlib.Path(sys.argv.pop(1)).resolve()), pathlib.Path(sys.argv.pop(1)).resolve()
PASSWORD, PHRASE = "three plain words", "five plain words in a row"
CASE = PROJECT / "tests/golden/cases/sprinter_day_2/case.json"
OLD = b"what was there before"


def full_at(size):
    """From this size on every write to one file is refused, as on a full disk."""

    def limit():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return limit


class RefusedWrites(unittest.TestCase):
    def setUp(self):
        self.holder = tempfile.TemporaryDirectory()
        self.folder = pathlib.Path(self.holder.name)

    def tearDown(self):
        self.holder.cleanup()

    def run_program(self, *arguments, before=None, stdin=None, stdout=subprocess.PIPE):
        return subprocess.run([PROGRAM, *map(str, arguments)], cwd=self.folder, stdout=stdout, stderr=subprocess.PIPE,
                              input=stdin, timeout=120, preexec_fn=before, text=True,
                              env={**os.environ, "HAMSTRING_PASSPHRASE": PHRASE})

    def database(self):
        """A database with a person and some days in it."""
        path = self.folder / "a.db"
        server = subprocess.Popen([PROGRAM, "serve", "--db", path, "--port", "0"], stdout=subprocess.PIPE,
                                  stderr=subprocess.PIPE, text=True)
        port = int(server.stdout.readline().rsplit(":", 1)[1])
        cookie = half = ""

        def ask(path, body):
            nonlocal cookie, half
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
            connection.request("POST", "/api/v1" + path, json.dumps(body),
                               {"Cookie": cookie, "Hamstring-Page": half, "Content-Type": "application/json"})
            reply = connection.getresponse()
            content = reply.read()
            cookie = (reply.getheader("Set-Cookie") or cookie).split(";")[0]
            connection.close()
            self.assertEqual(reply.status, 200, content)
            half = json.loads(content).get("page", half)
            return json.loads(content)

        ask("/setup", {"name": "Olga", "password": PASSWORD})
        story = {"zone": "UTC", "language": "en", "side": "left", "relapse": False, "birth_year": 1988, "sex": "female",
                 "pain_now": 2, "sports": ["distance_running"], "onset_day": time.strftime("%Y-%m-%d"), "answers": {}}
        ask("/people", {"name": "Ada", "story": story, "consent": {"text_version": "2", "given_by": "self", "name": "Ada"}})
        server.terminate()
        server.communicate(timeout=30)
        return path

    def refuse(self, target, *arguments, stdin=None, prepare=None, old=OLD):
        """Runs it once as it should be, then with room for a third, two thirds and all but one byte of what it wrote."""
        if prepare:
            prepare()
        good = self.run_program(*arguments, stdin=stdin)
        self.assertEqual(good.returncode, 0, good.stderr)
        whole = target.stat().st_size
        self.assertGreater(whole, 200)
        for room in (0, whole // 3, 2 * whole // 3, whole - 1):
            if prepare:
                prepare()
            elif old is not None:
                target.write_bytes(old)
            before = self.beside(target)
            kept = target.read_bytes() if target.exists() else None
            done = self.run_program(*arguments, stdin=stdin, before=full_at(room))
            what = f"{arguments[0]} with room for {room} of {whole} bytes"
            self.assertEqual(done.returncode, 1, f"{what}: {done.stderr}")
            self.assertIn("error:", done.stderr, what)
            self.assertEqual(target.read_bytes() if target.exists() else None, kept, f"{what} left a part")
            self.assertEqual(self.beside(target), before, f"{what} left something beside it")

    @staticmethod
    def beside(target):
        """What lies beside a file; what SQLite keeps beside an open database comes and goes."""
        return {p.name for p in target.parent.iterdir() if not p.name.endswith(("-wal", "-shm"))}

    def test_backups_sealed_and_plain(self):
        database = self.database()
        self.refuse(self.folder / "out.sealed", "backup", "--db", database, "out.sealed", "--encrypt")
        self.refuse(self.folder / "out.db", "backup", "--db", database, "out.db")

    def test_a_backup_that_comes_back(self):
        database = self.database()
        for name, more in (("b.plain", ()), ("b.sealed", ("--encrypt",))):
            self.assertEqual(self.run_program("backup", "--db", database, name, *more).returncode, 0)
            target = self.folder / "back" / "c.db"
            target.parent.mkdir(exist_ok=True)

            def nothing_there(folder=target.parent):
                for path in folder.iterdir():
                    path.unlink()

            self.refuse(target, "restore", name, "--db", target, prepare=nothing_there)

    def test_an_export(self):
        self.refuse(self.folder / "out.zip", "export", "--db", self.database(), "out.zip")

    def test_what_is_written_of_a_case(self):
        case = self.folder / "case.json"
        shutil.copy(CASE, case)
        self.refuse(self.folder / "plan.ics", "plan", case, "--today", "2025-05-12", "--ics", "plan.ics")
        self.refuse(self.folder / "merged.json", "case", "merge", case, case, "--out", "merged.json")
        day = json.loads(case.read_text())["entries"][-1]["day"]
        self.refuse(case, "log", case, "--today", day, stdin="none\n2\n\n", prepare=lambda: shutil.copy(CASE, case))

    def test_an_analysis(self):
        out = self.folder / "out"
        squat = PROJECT / "data/movements/squat.toml"
        self.assertEqual(self.run_program("analyze", squat, "--out", out).returncode, 0)
        for name in ("muscles.sto", "strides.csv", "summary.json", "report.html"):
            whole = (out / name).stat().st_size
            shutil.rmtree(out)
            # The files differ in size: each is cut at some size that those before it fit.
            done = self.run_program("analyze", squat, "--out", out, before=full_at(whole - 1))
            self.assertEqual(done.returncode, 1, f"{name}: {done.stderr}")
            self.assertIn("cannot write this file", done.stderr)
            self.assertEqual([p.name for p in out.glob("*.partial")], [])
            self.assertEqual(self.run_program("analyze", squat, "--out", out).returncode, 0)

    def test_what_is_printed_is_an_output_too(self):
        for arguments in (("plan", CASE, "--today", "2025-05-12", "--json"), ("assess", CASE, "--today", "2025-05-12"),
                          ("case", "merge", CASE, CASE), ("knowledge", "list"), ("--version",)):
            with open("/dev/full", "w", encoding="utf-8") as full:
                done = self.run_program(*arguments, stdout=full)
            self.assertEqual(done.returncode, 1, arguments)
            self.assertIn("error:", done.stderr)

    def test_a_full_device_stays_a_device(self):
        for arguments in (("backup", "--db", self.database(), "/dev/full"),
                          ("backup", "--db", self.folder / "a.db", "/dev/full", "--encrypt"),
                          ("export", "--db", self.folder / "a.db", "/dev/full"),
                          ("plan", CASE, "--today", "2025-05-12", "--ics", "/dev/full")):
            done = self.run_program(*arguments)
            self.assertEqual(done.returncode, 1, f"{arguments}: {done.stderr}")
            self.assertTrue(pathlib.Path("/dev/full").is_char_device(), arguments)


if __name__ == "__main__":
    unittest.main(verbosity=2)
