#!/usr/bin/env python3
"""How long everybody else waits while one very large case file is merged: the list of people and another person's entry,
asked again and again, without the merge, during it, and in the seconds after it.

Usage: measure_merge.py PROGRAM MAKE_TWO_YEARS YARDSTICK PROJECT_FOLDER [--entries 39000] [--people 40] [--limit-ms 150]
       [--way app|archive]

The limit is that of a machine on which the yardstick (one 64 x 64 product) takes 50 us; a slower one gets more. Exits with
1 where a request failed or waited longer; with 77 where only times were passed and somebody else used the machine."""

import argparse
import datetime
import http.client
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import threading
import time

from run_load import PASSWORD, BUSY, Machine, Server, first_start, judged, slower, yardstick

AFTER_S = 6


def large_case(case, entries):
    """The person's own history, filled up to so many entries with pains of the last two years."""
    today = datetime.datetime.now(datetime.timezone.utc).date()
    days = 700
    for i in range(entries - len(case["entries"])):
        day = today - datetime.timedelta(days=1 + i % days)
        n = i // days
        case["entries"].append({"id": f"m{i}", "type": "pain", "day": day.isoformat(), "by": "self", "when": "now",
                                "recorded_at": f"{day.isoformat()}T{6 + n // 60:02}:{n % 60:02}:00Z", "value": i % 3,
                                "rescreen": "none_of_these"})
    return case


class Asker(threading.Thread):
    """Asks one thing again and again; keeps when, how long, and what failed."""

    def __init__(self, server, method, path, body=None, pause=0.05):
        super().__init__()
        self.headers = {"Cookie": server.cookie, "Hamstring-Page": server.half, "Content-Type": "application/json"}
        self.port, self.method, self.path, self.body, self.pause = server.port, method, path, body, pause
        self.took, self.failed, self.on = [], [], True

    def run(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        while self.on:
            begin = time.perf_counter()
            connection.request(self.method, "/api/v1" + self.path, None if self.body is None else json.dumps(self.body),
                               self.headers)
            reply = connection.getresponse()
            text = reply.read()
            self.took.append((begin, 1000 * (time.perf_counter() - begin)))
            if reply.status != 200:
                self.failed.append(f"{self.method} {self.path}: {reply.status} {text[:200]!r}")
            time.sleep(self.pause)

    def between(self, begin, end):
        """Milliseconds of those that were waiting at some moment between the two."""
        return sorted(ms for at, ms in self.took if at < end and at + ms / 1000 > begin)


def told(name, waits):
    middle = waits[len(waits) // 2] if waits else 0
    worst = waits[-1] if waits else 0
    print(f"  {name}: {len(waits)} asked, median {middle:.1f} ms, longest {worst:.0f} ms", flush=True)
    return worst


def merge(server, person, text):
    """As the app does it: sent, and asked for until it is done."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=600)
    headers = {"Cookie": server.cookie, "Hamstring-Page": server.half, "Content-Type": "application/json"}
    connection.request("POST", f"/api/v1/people/{person}/merge", text, headers)
    reply = connection.getresponse()
    body = json.loads(reply.read())
    if reply.status != 200:
        raise SystemExit(f"the merge: {reply.status} {body}")
    return body


def import_beside(arguments, database, folder, server, person, text):
    """As the command line does it: an archive of the one person, from another computer."""
    environment = dict(os.environ, HAMSTRING_DATA_DIR=str(pathlib.Path(arguments.project).resolve() / "data"))
    elsewhere, archive = folder / "elsewhere.db", folder / "large.zip"
    subprocess.run([arguments.program, "backup", str(elsewhere), "--db", str(database)], check=True, env=environment)
    other = Server(arguments.program, pathlib.Path(arguments.project).resolve(), elsewhere)
    try:
        other.ask("POST", "/login", {"name": "Olga Owner", "password": PASSWORD})
        merge(other, person, text)
    finally:
        other.stop()
    subprocess.run([arguments.program, "export", str(archive), "--db", str(elsewhere), "--person", person], check=True,
                   env=environment)
    return lambda: subprocess.run([arguments.program, "import", str(archive), "--db", str(database)], check=True,
                                  env=environment, stdout=subprocess.DEVNULL)


def measured(arguments, server, database, folder, factor):
    server.ask("POST", "/login", {"name": "Olga Owner", "password": PASSWORD})
    people, _ = server.ask("GET", "/people?language=en")
    large, other = people[0]["id"], people[1]["id"]
    case, _ = server.ask("GET", f"/people/{large}/case")
    text = json.dumps(large_case(case, arguments.entries)).encode()
    work = lambda: merge(server, large, text)
    if arguments.way == "archive":
        work = import_beside(arguments, database, folder, server, large, text)
    pain = {"keep_both": True, "entries": [{"type": "pain", "when": "now", "value": 3, "rescreen": "none_of_these"}]}
    server.ask("POST", f"/people/{other}/entries", pain)
    askers = {"GET /people": Asker(server, "GET", "/people?language=en"),
              "POST entry of another person": Asker(server, "POST", f"/people/{other}/entries", pain, 0.2),
              "GET today of another person": Asker(server, "GET", f"/people/{other}/today")}
    machine = Machine(server.process.pid)
    for asker in askers.values():
        asker.start()
    time.sleep(3)
    begin = time.perf_counter()
    work()
    end = time.perf_counter()
    time.sleep(AFTER_S)
    others = machine.others()
    for asker in askers.values():
        asker.on = False
        asker.join()
    worst = 0.0
    print(f"{len(text) / 1e6:.1f} MB, {arguments.entries} entries by {arguments.way}: {end - begin:.1f} s")
    for what, since, until in (("before", begin - 3, begin), ("meanwhile", begin, end), ("after", end, end + AFTER_S)):
        print(what)
        for name, asker in askers.items():
            waited = told(name, asker.between(since, until))
            worst = max(worst, waited if what != "before" else 0.0)
    memory = server.memory_mb()
    print(", ".join(f"{k} {v:.0f} MB" for k, v in memory.items()))
    faults = [one for asker in askers.values() for one in asker.failed[:3]]
    slow = [f"others waited {worst:.0f} ms"] if worst > arguments.limit_ms * factor else []
    return faults, slow, others


def main():
    parser = argparse.ArgumentParser()
    for name in ("program", "make_two_years", "yardstick", "project"):
        parser.add_argument(name)
    for name, value in (("entries", 39000), ("people", 40), ("limit-ms", 150)):
        parser.add_argument("--" + name, type=int, default=value)
    parser.add_argument("--way", choices=("app", "archive"), default="app")
    arguments = parser.parse_args()
    project = pathlib.Path(arguments.project).resolve()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        database = folder / "a.db"
        subprocess.run([arguments.make_two_years, str(database), str(arguments.people)], check=True)
        first_start(arguments.program, project, database, arguments.people)
        server = Server(arguments.program, project, database)
        try:
            factor = slower(yardstick(arguments.yardstick)[0])
            faults, slow, others = measured(arguments, server, database, folder, factor)
        finally:
            server.stop()
    print(f"limits of time times {factor:.2f}; others took {100 * others:.0f} % of the machine meanwhile")
    code = judged(faults, slow, others)
    for what in faults + slow:
        print(what, file=sys.stderr)
    if code == BUSY:
        print("not judged: measure again on a machine that is free", file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main())
