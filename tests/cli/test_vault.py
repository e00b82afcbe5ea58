#!/usr/bin/env python3
"""export, import, backup, restore and password as people meet them, also while the app runs; and bad ground.

Usage: test_vault.py PROGRAM PROJECT_FOLDER"""

import contextlib
import http.client
import io
import json
import os
import pathlib
import resource
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import unittest
import zipfile

PROGRAM, PROJECT = str(pathlib.Path(sys.argv.pop(1)).resolve()), pathlib.Path(sys.argv.pop(1)).resolve()
PASSWORD, PHRASE = "three plain words", "five plain words in a row"


class Vault(unittest.TestCase):
    def setUp(self):
        self.holder = tempfile.TemporaryDirectory()
        self.folder = pathlib.Path(self.holder.name)
        self.database = self.folder / "a.db"
        self.server, self.port, self.token, self.half = None, 0, "", ""

    def tearDown(self):
        self.stop()
        self.holder.cleanup()

    def run_program(self, *arguments, stdin=None, environment=(), before=None):
        done = subprocess.run([PROGRAM, *map(str, arguments)], cwd=self.folder, input=stdin, capture_output=True, timeout=120,
                              env={**os.environ, **dict(environment)}, preexec_fn=before)
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    def start(self, *more):
        self.server = subprocess.Popen([PROGRAM, "serve", "--db", self.database, "--port", "0", *more], stdout=subprocess.PIPE,
                                       stderr=subprocess.PIPE, text=True)
        self.port = int(self.server.stdout.readline().rsplit(":", 1)[1])

    def stop(self):
        if self.server:
            self.server.terminate()
            self.server.communicate(timeout=30)
            self.server = None

    def ask(self, method, path, body=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {"Cookie": f"hamstring-{self.port}={self.token}", "Hamstring-Page": self.half,
                   "Content-Type": "application/zip" if isinstance(body, bytes) else "application/json"}
        sent = body if body is None or isinstance(body, bytes) else json.dumps(body)
        connection.request(method, path if path.startswith("//") else "/api/v1" + path, sent, headers)
        reply = connection.getresponse()
        content = reply.read()
        if given := reply.getheader("Set-Cookie"):
            self.token = given.split(";")[0].split("=", 1)[1]
            self.half = json.loads(content).get("page", "")
        connection.close()
        return reply.status, content

    def test_every_file_that_is_made_is_its_owners_alone(self):
        self.set_up()
        self.stop()
        before = os.umask(0)
        try:
            phrase = {"HAMSTRING_PASSPHRASE": "five plain words in a row"}
            for arguments in (("export", "out.zip"), ("backup", "plain.db"), ("backup", "sealed", "--encrypt")):
                code, _, words = self.run_program(arguments[0], "--db", self.database, *arguments[1:], environment=phrase)
                self.assertEqual(code, 0, words)
            self.assertEqual(self.run_program("restore", "plain.db", "--db", "new/b.db")[0], 0)
        finally:
            os.umask(before)
        files = [path for path in self.folder.rglob("*") if path.is_file()]
        self.assertGreaterEqual(len(files), 5)
        for path in files:
            self.assertEqual(path.stat().st_mode & 0o077, 0, path.name)

    def set_up(self):
        self.start()
        self.assertEqual(self.ask("POST", "/setup", {"name": "Olga", "password": PASSWORD})[0], 200)
        story = {"zone": "UTC", "language": "en", "side": "left", "relapse": False, "birth_year": 1988, "sex": "female",
                 "pain_now": 2, "sports": ["distance_running"], "onset_day": time.strftime("%Y-%m-%d"), "answers": {}}
        status, made = self.ask("POST", "/people", {"name": "Ada", "story": story,
                                                    "consent": {"text_version": "2", "given_by": "self", "name": "Ada"}})
        self.assertEqual(status, 200, made)
        return json.loads(made)["id"]

    def names(self, database):
        connection = sqlite3.connect(database)
        names = [row[0] for row in connection.execute("SELECT name FROM person ORDER BY name")]
        connection.close()
        return names

    def test_export_and_import_work_while_the_app_runs_and_it_shows_what_came(self):
        self.set_up()
        code, _, words = self.run_program("export", "--db", self.database, "out.zip")
        self.assertEqual(code, 0, words)
        self.assertIn("health data", words)
        zip_bytes = (self.folder / "out.zip").read_bytes()
        self.assertEqual((self.folder / "out.zip").stat().st_mode & 0o077, 0)
        with zipfile.ZipFile(io.BytesIO(zip_bytes)) as opened:
            self.assertIsNone(opened.testzip())
            self.assertIn("README.txt", opened.namelist())
            self.assertEqual(opened.namelist(), sorted(opened.namelist()))
            self.assertEqual({info.date_time for info in opened.infolist()}, {(1980, 1, 1, 0, 0, 0)})
        code, out, words = self.run_program("import", "--db", "other.db", "-", stdin=zip_bytes)
        self.assertEqual(code, 0, words)
        self.assertIn("new: Ada", out)
        self.assertEqual(self.run_program("export", "--db", "other.db", "again.zip")[0], 0)
        first, again = (zipfile.ZipFile(self.folder / name) for name in ("out.zip", "again.zip"))
        for name in first.namelist():
            if name not in ("accounts.json", "csv/accounts.csv"):
                self.assertEqual(first.read(name), again.read(name), name)
        # Into the instance that is running: a person it did not know, made elsewhere.
        moved = io.BytesIO()
        person = json.loads(first.read("manifest.json"))["people"][0]
        with zipfile.ZipFile(moved, "w", zipfile.ZIP_DEFLATED) as made:
            for name in first.namelist():
                made.writestr(name.replace(person, "p2"), first.read(name).replace(person.encode(), b"p2").replace(b"Ada", b"Bea"))
        code, out, words = self.run_program("import", "--db", self.database, "-", stdin=moved.getvalue())
        self.assertEqual(code, 0, words)
        status, people = self.ask("GET", "/people")
        self.assertEqual(sorted(p["name"] for p in json.loads(people)), ["Ada", "Bea"])
        imports = json.loads(self.ask("GET", "/imports")[1])
        self.assertEqual(self.ask("DELETE", f"/imports/{imports[0]['id']}")[0], 200)
        self.assertEqual(len(json.loads(self.ask("GET", "/people")[1])), 1)

    def job(self, begun):
        """The file, or the reply, of an export, a backup or an import that has begun."""
        self.assertEqual(begun[0], 200, begun[1])
        at = "/jobs/" + json.loads(begun[1])["id"]
        for _ in range(1200):
            status, text = self.ask("GET", at)
            self.assertEqual(status, 200, text)
            seen = json.loads(text)
            if not seen["working"]:
                break
            time.sleep(0.05)
        self.assertFalse(seen["working"])
        made = self.ask("GET", at + "/file")[1] if seen["file"] else seen["reply"]
        if seen["file"]:
            self.assertEqual(len(made), seen["file"]["bytes"])
        self.assertEqual(self.ask("DELETE", at)[0], 200)
        return made

    def test_the_app_sends_and_takes_files_piece_by_piece(self):
        self.set_up()
        made = self.job(self.ask("POST", "/export", {}))
        with zipfile.ZipFile(io.BytesIO(made)) as opened:
            self.assertIsNone(opened.testzip())
        # One that is far longer than what is held in memory at a time: random, so that it stays long when it is packed.
        long = io.BytesIO(made)
        with zipfile.ZipFile(long, "a", zipfile.ZIP_STORED) as opened:
            opened.writestr("csv/long.csv", os.urandom(5 << 20))
        self.assertEqual(self.job(self.ask("POST", "/imports", long.getvalue()))["merged"][0]["entries"], 0)
        backup = self.job(self.ask("POST", "/backup", {}))
        (self.folder / "copy.db").write_bytes(backup)
        self.assertEqual(self.names(self.folder / "copy.db"), ["Ada"])
        self.assertEqual([p.name for p in self.folder.glob("a.db.sending*")], [])
        self.assertEqual(self.ask("GET", "/people")[0], 200)

    def test_a_sealed_export_comes_in_with_its_pass_phrase(self):
        self.set_up()
        phrase = {"HAMSTRING_PASSPHRASE": PHRASE}
        self.assertEqual(self.run_program("export", "--db", self.database, "out.sealed", "--encrypt", environment=phrase)[0], 0)
        self.assertNotIn(b"PK", (self.folder / "out.sealed").read_bytes()[:64])
        wrong = {"HAMSTRING_PASSPHRASE": "something else entirely"}
        self.assertIn("pass phrase is wrong", self.run_program("import", "--db", "o.db", "out.sealed", environment=wrong)[2])
        code, out, words = self.run_program("import", "--db", "o.db", "out.sealed", environment=phrase)
        self.assertEqual(code, 0, words)
        self.assertIn("new: Ada", out)
        self.assertEqual([p.name for p in self.folder.glob("o.db.*") if "restoring" in p.name], [])

    def test_a_hostile_zip_gets_one_clear_line(self):
        for name, word in (("../../etc/passwd", "leads out"), ("/etc/passwd", "leads out"), ("other.txt", "missing")):
            made = io.BytesIO()
            with zipfile.ZipFile(made, "w") as opened:
                opened.writestr(name, "x")
            code, _, words = self.run_program("import", "--db", "x.db", "-", stdin=made.getvalue())
            self.assertEqual(code, 1)
            self.assertIn(word, words)
        bomb = io.BytesIO()
        with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as opened:
            opened.writestr("manifest.json", bytes(100 << 20))
        self.assertIn("grows more than", self.run_program("import", "--db", "x.db", "-", stdin=bomb.getvalue())[2])

    def test_a_backup_of_the_running_app_comes_back_encrypted_or_not(self):
        self.set_up()
        phrase = {"HAMSTRING_PASSPHRASE": PHRASE}
        code, _, words = self.run_program("backup", "--db", self.database, "b.sealed", "--encrypt", environment=phrase)
        self.assertEqual(code, 0, words)
        self.assertNotIn(b"SQLite", (self.folder / "b.sealed").read_bytes())
        self.assertEqual(self.run_program("backup", "--db", self.database, "b.plain")[0], 0)
        # Never from under a running app.
        code, _, words = self.run_program("restore", "b.plain", "--db", self.database, "--replace")
        self.assertEqual(code, 1)
        self.assertIn("has this database open", words)
        self.stop()
        self.assertIn("--replace", self.run_program("restore", "b.plain", "--db", self.database)[2])
        wrong = {"HAMSTRING_PASSPHRASE": "something else entirely"}
        code, _, words = self.run_program("restore", "b.sealed", "--db", self.database, "--replace", environment=wrong)
        self.assertEqual(code, 1)
        self.assertIn("pass phrase is wrong", words)
        self.assertEqual(self.names(self.database), ["Ada"])
        code, _, words = self.run_program("restore", "b.sealed", "--db", self.database, "--replace", environment=phrase)
        self.assertEqual(code, 0, words)
        self.assertIn("before-restore", words)
        self.assertEqual(self.names(self.database), ["Ada"])
        self.assertEqual(self.names(f"{self.database}.before-restore"), ["Ada"])
        self.start()
        self.assertEqual(self.ask("POST", "/login", {"name": "Olga", "password": PASSWORD})[0], 200)

    def test_a_new_password_ends_the_sessions(self):
        self.set_up()
        new = {"HAMSTRING_PASSWORD": "four other plain words"}
        code, _, words = self.run_program("password", "olga", "--db", self.database, environment=new)
        self.assertEqual(code, 0, words)
        self.assertEqual(self.ask("GET", "/people")[0], 401)
        self.assertEqual(self.ask("POST", "/login", {"name": "Olga", "password": PASSWORD})[0], 401)
        self.assertEqual(self.ask("POST", "/login", {"name": "Olga", "password": new["HAMSTRING_PASSWORD"]})[0], 200)
        self.assertIn("no account", self.run_program("password", "Nobody", "--db", self.database, environment=new)[2])
        self.assertIn("10 characters", self.run_program("password", "Olga", "--db", self.database,
                                                        environment={"HAMSTRING_PASSWORD": "short"})[2])
        code, _, words = self.run_program("password", "Olga", "--db", "none.db", environment=new)
        self.assertEqual((code, (self.folder / "none.db").exists()), (1, False), words)

    def test_a_newer_or_damaged_database_gets_a_page_that_says_what_to_do(self):
        self.set_up()
        self.stop()
        connection = sqlite3.connect(self.database)
        connection.execute("PRAGMA user_version=99")
        connection.close()
        before = self.database.read_bytes()
        process = subprocess.Popen([PROGRAM, "serve", "--db", self.database, "--port", "0"], stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, text=True)
        try:
            lines = [process.stderr.readline() for _ in range(2)]
            self.assertIn("format 99", lines[0])
            self.port = int(lines[1].split("127.0.0.1:")[1].split()[0])
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
            connection.request("GET", "/")
            reply = connection.getresponse()
            page = reply.read().decode()
            self.assertEqual(reply.status, 503)
            self.assertIn("format 99", page)
            self.assertIn("nicht verändert", page)
            connection.close()
            status, content = self.ask("GET", "/people")
            self.assertEqual(status, 507)
            self.assertIn("format 99", json.loads(content)["message"] + json.loads(content)["advice"])
        finally:
            process.terminate()
            process.communicate(timeout=30)
        self.assertEqual(self.database.read_bytes(), before)
        code, _, words = self.run_program("export", "--db", self.database, "out.zip")
        self.assertEqual((code, (self.folder / "out.zip").exists()), (1, False))
        self.assertIn("format 99", words)

    def test_a_table_of_a_squad_is_saved_whole_or_not_at_all(self):
        self.set_up()
        self.stop()

        def bring(table, *more):
            (self.folder / "squad.csv").write_text(table, encoding="utf-8")
            return self.run_program("squad", "squad.csv", "--test", "nordic_force", "--db", self.database, *more)

        def tests():
            with contextlib.closing(sqlite3.connect(self.database)) as connection:
                return connection.execute("SELECT count(*) FROM entry WHERE json LIKE '%nordic_force%'").fetchone()[0]

        code, _, words = bring("Name;Left [N];Right [N]\nAda;240;x\nNobody;250;260\n")
        self.assertEqual(code, 1)
        self.assertIn("line 2, Ada:", words)
        self.assertIn("line 3, Nobody:", words)
        self.assertEqual(tests(), 0)
        code, _, words = bring("Name;Left [N];Right [N]\nAda;240,5;301\nNobody;250;260\n")
        self.assertEqual((code, tests()), (1, 0), "nothing is half saved: " + words)
        code, out, words = bring("Name;Left [N];Right [N]\nAda;240,5;301\n", "--preview")
        self.assertEqual((code, tests()), (0, 0), words)
        code, out, words = bring("Name;Left [N];Right [N]\nAda;240,5;301\n")
        self.assertEqual((code, tests()), (0, 1), words)
        self.assertIn("Ada", out)
        self.assertIn("1 saved", words)

    def test_a_disk_without_room_is_told_and_the_database_stays_whole(self):
        self.set_up()
        self.stop()
        self.assertEqual(self.run_program("export", "--db", self.database, "out.zip")[0], 0)

        def quiet():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))

        code, _, words = self.run_program("import", "--db", "small.db", "out.zip", before=quiet)
        self.assertEqual(code, 1, words)
        self.assertIn("error:", words)
        code, _, words = self.run_program("backup", "--db", self.database, "small.backup", before=quiet)
        self.assertEqual(code, 1, words)
        self.assertFalse((self.folder / "small.backup").exists())
        self.assertEqual(self.names(self.database), ["Ada"])
        connection = sqlite3.connect(self.database)
        self.assertEqual(connection.execute("PRAGMA integrity_check").fetchall(), [("ok",)])
        connection.close()


if __name__ == "__main__":
    unittest.main(verbosity=2)
