#!/usr/bin/env python3
"""Kills the program (SIGKILL) at random moments while it saves, imports and migrates: fifty times in all.
After each: the database is whole, every write that was confirmed is there, nothing half is.

Usage: test_kills.py PROGRAM MAKE_OLD_DATABASE PROJECT_FOLDER"""

import http.client
import json
import os
import pathlib
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import unittest

PROGRAM, MAKE_OLD = (str(pathlib.Path(sys.argv.pop(1)).resolve()) for _ in range(2))
PROJECT = pathlib.Path(sys.argv.pop(1)).resolve()
SAVES, IMPORTS, MIGRATIONS, BACKUPS = 20, 15, 15, 10
SEED = int(os.environ.get("HAMSTRING_KILL_SEED", "0")) or random.SystemRandom().randrange(1, 1 << 30)
PASSWORD = "three plain words"


class Server:
    """A running server; its address is what it prints."""

    def __init__(self, database):
        self.process = subprocess.Popen([PROGRAM, "serve", "--db", database, "--port", "0"], stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        if "http://" not in line:
            raise AssertionError(f"did not start: {line}{self.process.stderr.read()}")
        self.port = int(line.rsplit(":", 1)[1])
        self.cookie = self.half = ""

    def ask(self, method, path, body=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            headers = {"Content-Type": "application/json", "Cookie": f"hamstring-{self.port}={self.cookie}", "Hamstring-Page": self.half}
            connection.request(method, "/api/v1" + path, None if body is None else json.dumps(body), headers)
            reply = connection.getresponse()
            content = reply.read()
            given = reply.getheader("Set-Cookie")
            if given:
                self.cookie = given.split(";")[0].split("=", 1)[1]
                self.half = json.loads(content).get("page", "")
            return reply.status, content
        finally:
            connection.close()

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.end()

    def end(self):
        if self.process.poll() is None:
            self.process.terminate()
        self.process.wait(30)
        self.process.stdout.close()
        self.process.stderr.close()


def query(database, sql):
    """What stands in the database, through Python's own SQLite: a second opinion."""
    connection = sqlite3.connect(database)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


def size_of(path):
    try:
        return os.stat(path).st_size
    except OSError:
        return 0


def kill_when(process, reached):
    """Kills at the moment `reached` says, however busy the machine is; or when it is too late. Whether it was in time."""
    while process.poll() is None and not reached():
        time.sleep(0.0002)
    in_time = process.poll() is None
    process.kill()
    return in_time


class Kills(unittest.TestCase):
    def setUp(self):
        self.holder = tempfile.TemporaryDirectory()
        self.folder = pathlib.Path(self.holder.name)
        self.random = random.Random(SEED)

    def tearDown(self):
        self.holder.cleanup()

    def check_whole(self, database):
        self.assertEqual(query(database, "PRAGMA integrity_check"), [("ok",)], f"seed {SEED}")
        self.assertEqual(query(database, "PRAGMA foreign_key_check"), [], f"seed {SEED}")

    def set_up_person(self, server):
        status, _ = server.ask("POST", "/setup", {"name": "Olga", "password": PASSWORD})
        self.assertEqual(status, 200)
        story = {"zone": "UTC", "language": "en", "side": "left", "relapse": False, "birth_year": 1988, "sex": "female",
                 "pain_now": 2, "sports": ["distance_running"], "onset_day": time.strftime("%Y-%m-%d"), "answers": {}}
        status, made = server.ask("POST", "/people", {"name": "Ada", "story": story,
                                                      "consent": {"text_version": "2", "given_by": "self", "name": "Ada"}})
        self.assertEqual(status, 200, made)
        return json.loads(made)["id"]

    def test_a_save_that_was_confirmed_is_there_after_a_kill(self):
        database = self.folder / "saves.db"
        server = Server(database)
        person = self.set_up_person(server)
        session, confirmed, number = (server.cookie, server.half), set(), 0
        entry = {"type": "pain", "when": "now", "value": 3, "rescreen": "none_of_these"}
        for _ in range(SAVES):
            timer = None
            try:
                while True:
                    # Two entries at once: all of a request, or none of it.
                    number += 1
                    began = time.monotonic()
                    pair = [{**entry, "id": f"k{number}{half}"} for half in "ab"]
                    status, reply = server.ask("POST", f"/people/{person}/entries", {"entries": pair})
                    self.assertEqual(status, 200, reply)
                    confirmed.add(number)
                    if timer is None:
                        # Anywhere in the next two or three saves, as long as they take on this machine now.
                        long = min(1.0, time.monotonic() - began)
                        timer = threading.Timer(self.random.uniform(0.0, 2.5 * long), server.process.kill)
                        timer.start()
            except (OSError, http.client.HTTPException):
                pass
            timer.join()
            server.end()
            self.check_whole(database)
            there = {row[0] for row in query(database, "SELECT id FROM entry WHERE id LIKE 'k%'")}
            for n in range(1, number + 1):
                halves = {f"k{n}{half}" for half in "ab"} & there
                self.assertIn(len(halves), (0, 2), f"seed {SEED}: half of request {n}")
                if n in confirmed:
                    self.assertEqual(len(halves), 2, f"seed {SEED}: request {n} was confirmed and is gone")
            server = Server(database)
            server.cookie, server.half = session
        status, _ = server.ask("GET", f"/people/{person}/today")
        server.end()
        self.assertEqual(status, 200)
        self.assertGreaterEqual(len(confirmed), SAVES, "too few saves for the kills to mean anything")
        print(f"{SAVES} kills while saving: {len(confirmed)} confirmed saves, all there")

    def test_an_import_that_was_killed_is_there_as_a_whole_or_not_at_all(self):
        source, archive = self.folder / "source.db", self.folder / "source.zip"
        server = Server(source)
        person = self.set_up_person(server)
        for batch in range(4):
            entries = [{"type": "pain", "when": "now", "value": 1, "rescreen": "none_of_these", "id": f"i{batch}-{i}"}
                       for i in range(200)]
            self.assertEqual(server.ask("POST", f"/people/{person}/entries", {"entries": entries})[0], 200)
        server.end()
        subprocess.run([PROGRAM, "export", "--db", source, archive], check=True, capture_output=True, timeout=60)
        whole = query(source, "SELECT count(*) FROM entry")[0][0]
        empty, calm = self.folder / "empty.db", self.folder / "calm.db"
        Server(empty).end()
        query(empty, "PRAGMA journal_mode=DELETE")  # one file, to be copied
        shutil.copy(empty, calm)
        # How much one writes that is left alone says where to kill; the log of a killed one shows how far it is.
        subprocess.run([PROGRAM, "import", "--db", calm, archive], check=True, capture_output=True, timeout=60)
        written, counts = calm.stat().st_size, {0: 0, whole: 0}
        for i in range(IMPORTS):
            database = self.folder / f"import{i}.db"
            shutil.copy(empty, database)
            process = subprocess.Popen([PROGRAM, "import", "--db", database, archive], stdout=subprocess.PIPE,
                                       stderr=subprocess.DEVNULL, text=True)
            at = self.random.uniform(1, written)
            kill_when(process, lambda log=f"{database}-wal", at=at: size_of(log) >= at)
            told = process.communicate(timeout=30)[0]
            self.check_whole(database)
            seen = self.seen(database)
            self.assertIn(seen, ((0, 0), (whole, 1)), f"seed {SEED}: half an import is read")
            # Whatever opens it next clears away what was not written to its end.
            subprocess.run([PROGRAM, "export", "--db", database, f"{database}.zip"], check=True, capture_output=True, timeout=60)
            self.assertEqual(self.seen(database), seen)
            entries = query(database, "SELECT count(*) FROM entry")[0][0]
            imports = query(database, "SELECT count(*) FROM import")[0][0]
            people = query(database, "SELECT count(*) FROM person")[0][0]
            self.assertIn((entries, imports, people), ((0, 0, 0), (whole, 1, 1)), f"seed {SEED}: half an import")
            if "entries." in told:
                self.assertEqual(entries, whole, f"seed {SEED}: it was confirmed and is gone")
            counts[entries] += 1
        print(f"{IMPORTS} kills while importing: {counts[0]} times nothing, {counts[whole]} times all of {whole} entries")

    def test_a_migration_that_was_killed_begins_again_and_loses_nothing(self):
        old, entries = self.folder / "old.db", 4000
        subprocess.run([MAKE_OLD, old, str(entries)], check=True, timeout=60)
        query(old, "PRAGMA journal_mode=DELETE")
        calm_database = self.folder / "calm.db"
        shutil.copy(old, calm_database)
        newest, cut = self.migrate(calm_database), 0
        written = calm_database.stat().st_size
        for i in range(MIGRATIONS):
            database = self.folder / f"migration{i}.db"
            shutil.copy(old, database)
            process = subprocess.Popen([PROGRAM, "password", "--db", database, "Olga"], stdout=subprocess.DEVNULL,
                                       stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
            if i % 3 == 0:  # while the copy is made, or just after
                at, growing = self.random.uniform(1, old.stat().st_size), f"{database}.before-v2"
                kill_when(process, lambda f=growing, at=at: size_of(f) > 0 or size_of(f + ".part") >= at)
            else:
                at = self.random.uniform(1, written)
                kill_when(process, lambda log=f"{database}-wal", at=at: size_of(log) >= at)
            process.wait(30)
            self.check_whole(database)
            version = query(database, "PRAGMA user_version")[0][0]
            cut += version != newest
            self.assertEqual(query(database, "SELECT count(*) FROM entry"), [(entries,)], f"seed {SEED}: version {version}")
            self.assertEqual(self.migrate(database), newest)
            self.check_whole(database)
            self.assertEqual(query(database, "SELECT count(*) FROM entry"), [(entries,)])
            self.assertEqual(query(database, "SELECT count(*) FROM shown"), [(entries,)])
            copy = pathlib.Path(f"{database}.before-v2")
            self.assertEqual(query(copy, "PRAGMA integrity_check"), [("ok",)])
            self.assertEqual(query(copy, "SELECT count(*) FROM entry"), [(entries,)])
        self.assertGreater(cut, 0, f"seed {SEED}: no kill came before the end")
        print(f"{MIGRATIONS} kills while migrating: {cut} before its end; begun again, all {entries} entries there")

    def test_an_encrypted_backup_that_was_killed_leaves_nothing_plain(self):
        old = self.folder / "old.db"
        subprocess.run([MAKE_OLD, old, "20000"], check=True, timeout=60)
        self.migrate(old)
        query(old, "PRAGMA wal_checkpoint(TRUNCATE)")
        environment = {**os.environ, "HAMSTRING_PASSPHRASE": "five plain words in a row"}
        command = [PROGRAM, "backup", "--db", str(old), str(self.folder / "out" / "sealed"), "--encrypt"]
        (self.folder / "out").mkdir()
        began = time.monotonic()
        subprocess.run(command, check=True, capture_output=True, timeout=60, env=environment)
        long, early = time.monotonic() - began, 0
        known = {p.name for p in self.folder.iterdir()}
        for _ in range(BACKUPS):
            (self.folder / "out" / "sealed").unlink(missing_ok=True)
            process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
            until = time.monotonic() + self.random.uniform(0.3, 1.0) * long
            early += kill_when(process, lambda until=until: time.monotonic() >= until)
            process.wait(30)
            for path in [*self.folder.iterdir(), *(self.folder / "out").iterdir()]:
                beside = path.name.removesuffix("-wal").removesuffix("-shm")
                if path.is_file() and path.parent != self.folder:
                    self.assertNotIn(b"SQLite format", path.read_bytes()[:100], f"seed {SEED}: {path.name} lies open")
                elif path.is_file():
                    self.assertIn(beside, known, f"seed {SEED}: a killed backup left {path.name}")
            self.check_whole(old)
        self.assertGreater(early, 0, f"seed {SEED}: no kill came before the end")
        print(f"{BACKUPS} kills while sealing a backup: {early} before its end; nothing plain stayed")

    def test_what_an_older_version_left_behind_goes_at_the_next_start(self):
        database = self.folder / "a.db"
        Server(database).end()
        process = subprocess.Popen(["true"])
        process.wait()
        for ending in ("sealing", "sending", "restoring"):
            shutil.copy(database, f"{database}.{ending}-{process.pid}")
        lab = pathlib.Path(tempfile.gettempdir()) / f"hamstring_lab_{process.pid}_aB3dE9"
        (lab / "0").mkdir(parents=True)
        (lab / "0" / "run.mot").write_text("a recording")
        Server(database).end()
        self.assertEqual([p.name for p in self.folder.iterdir() if "ing-" in p.name], [])
        self.assertFalse(lab.exists(), "a recording of a program that is gone stayed")

    @staticmethod
    def seen(database):
        """Entries and people that readers find."""
        there = "SELECT id FROM person WHERE pending = 0"
        return (query(database, f"SELECT count(*) FROM entry WHERE person IN ({there}) AND batch IN "
                      "(SELECT id FROM batch WHERE pending = 0)")[0][0],
                query(database, f"SELECT count(*) FROM ({there})")[0][0])

    def migrate(self, database):
        """Any command that opens a database brings it to today's tables."""
        done = subprocess.run([PROGRAM, "password", "--db", database, "Olga"], capture_output=True, text=True, timeout=60,
                              env={**os.environ, "HAMSTRING_PASSWORD": PASSWORD})
        self.assertEqual(done.returncode, 0, done.stderr)
        return query(database, "PRAGMA user_version")[0][0]


if __name__ == "__main__":
    print(f"seed {SEED} (HAMSTRING_KILL_SEED repeats it)")
    unittest.main(verbosity=2)
