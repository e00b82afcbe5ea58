#!/usr/bin/env python3
"""The server under a steady load, with forty people of two years each: errors, latencies, memory, the list of people.

Usage: run_load.py PROGRAM MAKE_TWO_YEARS LOAD_TEST PROJECT_FOLDER [--seconds 60] [--rate 200] [--limit-ms 50]
       [--memory-mb 150] [--list-ms 0] [--people 40]

Exits with 1 where a request failed or a limit was passed; --list-ms 0 only reports."""

import argparse
import http.client
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time

PASSWORD = "three plain zebras"


class Server:
    def __init__(self, program, project, database):
        environment = dict(os.environ, HAMSTRING_DATA_DIR=str(project / "data"))
        self.process = subprocess.Popen([program, "serve", "--db", str(database), "--port", "0"], env=environment,
                                        stdout=subprocess.PIPE, text=True)
        self.port = int(re.search(r":(\d+)", self.process.stdout.readline())[1])
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        self.cookie = self.half = ""

    def ask(self, method, path, body=None):
        """Status, reply and milliseconds."""
        headers = {"Cookie": self.cookie, "Hamstring-Page": self.half, "Content-Type": "application/json"}
        begin = time.perf_counter()
        self.connection.request(method, "/api/v1" + path, None if body is None else json.dumps(body), headers)
        reply = self.connection.getresponse()
        text = reply.read()
        took = 1000 * (time.perf_counter() - begin)
        self.cookie = (reply.getheader("Set-Cookie") or self.cookie).split(";")[0]
        if reply.status != 200:
            raise SystemExit(f"{method} {path}: {reply.status} {text[:300]}")
        told = json.loads(text)
        self.half = told.get("page", self.half) if isinstance(told, dict) else self.half
        return told, took

    def memory_mb(self):
        text = pathlib.Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        return {name: int(re.search(name + r":\s+(\d+)", text)[1]) / 1024 for name in ("VmRSS", "VmHWM")}

    def stop(self):
        self.process.terminate()
        self.process.wait(timeout=30)
        self.process.stdout.close()


def measured(arguments, server):
    bad = []
    # What a person does after starting it: logs in, and looks.
    server.ask("POST", "/setup", {"name": "Olga Owner", "password": PASSWORD})
    people, first = server.ask("GET", "/people?language=en")
    _, second = server.ask("GET", "/people?language=en")
    pain = {"keep_both": True, "entries": [{"type": "pain", "when": "now", "value": 3, "rescreen": "none_of_these"}]}
    _, write = server.ask("POST", f"/people/{people[0]['id']}/entries", pain)
    _, after = server.ask("GET", "/people?language=en")
    _, other = server.ask("GET", "/people?language=de")
    print(f"GET /people, {len(people)} people: first {first:.0f} ms, warm {second:.1f} ms, after a write {after:.1f} ms,"
          f" in another language {other:.1f} ms; the write {write:.0f} ms")
    if arguments.list_ms and max(first, second, after, other) > arguments.list_ms:
        bad.append("the list of people is too slow")
    print("before the load: " + ", ".join(f"{k} {v:.0f} MB" for k, v in server.memory_mb().items()))
    load = subprocess.run([arguments.load_test, str(server.port), server.cookie, server.half, str(arguments.rate),
                           str(arguments.seconds), str(arguments.limit_ms), *[one["id"] for one in people]], check=False)
    if load.returncode != 0:
        bad.append("requests failed or were too slow")
    memory = server.memory_mb()
    print("after the load: " + ", ".join(f"{k} {v:.0f} MB" for k, v in memory.items()))
    if memory["VmRSS"] > arguments.memory_mb:
        bad.append("the server holds too much memory")
    return bad


def main():
    parser = argparse.ArgumentParser()
    for name in ("program", "make_two_years", "load_test", "project"):
        parser.add_argument(name)
    for name, value in (("seconds", 60), ("rate", 200), ("limit-ms", 50), ("memory-mb", 150), ("list-ms", 0),
                        ("people", 40)):
        parser.add_argument("--" + name, type=int, default=value)
    arguments = parser.parse_args()
    project = pathlib.Path(arguments.project).resolve()
    with tempfile.TemporaryDirectory() as folder:
        database = pathlib.Path(folder) / "a.db"
        subprocess.run([arguments.make_two_years, str(database), str(arguments.people)], check=True)
        begin = time.perf_counter()
        server = Server(arguments.program, project, database)
        print(f"started in {time.perf_counter() - begin:.2f} s")
        time.sleep(3)  # somebody opens the browser and logs in
        try:
            bad = measured(arguments, server)
        finally:
            server.stop()
    for what in bad:
        print(what, file=sys.stderr)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
