#!/usr/bin/env python3
"""The database of a club over years: how large it is, and what an export, an import of that export and a backup take.

Usage: measure_club.py PROGRAM MEASURE_GROWTH PROJECT_FOLDER [--years 5] [--people 40] [--limit-mb 500] [--memory-mb 512]
       [--keep FOLDER]

One person lives the years as the app is used: something told on most days, and every plan that is shown kept
(measure_growth). The others are that person once more, under another id: as many entries and plans, and nothing that is
shared between two of them. Exits with 1 where the file is larger than the limit, a program fails, or takes more memory."""

import argparse
import contextlib
import os
import pathlib
import sqlite3
import subprocess
import sys
import tempfile
import time

FAR = 10_000_000  # between the numbers of two people's rows


def columns(connection, table):
    return [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]


def copy_person(connection, person, n):
    """The rows of everything that is theirs, under another id and with numbers of their own."""
    other, far = f"{person}x{n}", n * FAR
    moved = {"person": [], "batch": ["id"], "entry": ["batch"], "shown_base": ["id", "base"], "shown": ["id", "base"],
             "consent": ["id"], "audit": ["id"], "shown_source": []}
    for table, numbers in moved.items():
        taken = []
        for column in columns(connection, table):
            if table == "person" and column in ("id", "name"):
                taken.append(f"'{other}'")
            elif column == "person":
                taken.append(f"'{other}'")
            elif column in numbers:
                taken.append(f"{column} + {far}")
            else:
                taken.append(column)
        key = "id" if table == "person" else "person"
        connection.execute(f"INSERT INTO {table} ({', '.join(columns(connection, table))}) SELECT {', '.join(taken)} FROM {table} "
                           f"WHERE {key} = ? ORDER BY 1", (person,))


def run(what, arguments, project):
    """Seconds, and the most memory that the program held [MB]."""
    begin = time.perf_counter()
    process = subprocess.Popen(arguments, env=dict(os.environ, HAMSTRING_DATA_DIR=str(project / "data")), stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    took, memory = time.perf_counter() - begin, usage.ru_maxrss / 1024
    print(f"{what}: {took:.0f} s, {memory:.0f} MB of memory, exit code {process.returncode}", flush=True)
    return process.returncode, memory


def main():
    parser = argparse.ArgumentParser()
    for name in ("program", "measure_growth", "project"):
        parser.add_argument(name)
    for name, value in (("years", 5), ("people", 40), ("limit-mb", 500), ("memory-mb", 512)):
        parser.add_argument("--" + name, type=int, default=value)
    parser.add_argument("--keep", default="")
    arguments = parser.parse_args()
    project = pathlib.Path(arguments.project).resolve()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(arguments.keep or name)
        club = folder / "club.db"
        if not club.exists():
            subprocess.run([arguments.measure_growth, str(club), str(int(arguments.years * 365.25)), "100000"], check=True)
            with contextlib.closing(sqlite3.connect(club, isolation_level=None)) as connection:
                person = connection.execute("SELECT id FROM person").fetchone()[0]
                for n in range(1, arguments.people):
                    connection.execute("BEGIN")
                    copy_person(connection, person, n)
                    connection.execute("COMMIT")
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        with contextlib.closing(sqlite3.connect(club)) as connection:
            people, entries, shown = (connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
                                      for table in ("person", "entry", "shown"))
        size = club.stat().st_size / 1e6
        print(f"{people} people, {arguments.years} years: {entries} entries, {shown} plans shown, {size:.0f} MB", flush=True)
        archive, copy, there = folder / "club.zip", folder / "club.backup", folder / "there.db"
        taken = [run("export", [arguments.program, "export", str(archive), "--db", str(club)], project),
                 run("backup", [arguments.program, "backup", str(copy), "--db", str(club)], project),
                 run("import", [arguments.program, "import", str(archive), "--db", str(there)], project)]
        print(f"the export is {archive.stat().st_size / 1e6:.0f} MB, the backup {copy.stat().st_size / 1e6:.0f} MB, what was read in again"
              f" {there.stat().st_size / 1e6:.0f} MB")
        faults = [f"{what} failed or took more than {arguments.memory_mb} MB" for what, (code, memory)
                  in zip(("export", "backup", "import"), taken) if code != 0 or memory > arguments.memory_mb]
        if size > arguments.limit_mb:
            faults.append(f"the database is larger than {arguments.limit_mb} MB")
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
