"""A run as a watch would tell it, and the built program beside it in a folder of its own."""

import pathlib
import subprocess
import tempfile
import unittest


def run_as_csv(day="2025-05-14", seconds=600, fast=8.0):
    """Ten minutes of easy running with a sprint in every minute, as a table."""
    rows, distance = ["time,latitude_deg,longitude_deg,distance_m,speed_m_per_s,cadence_per_min"], 0.0
    for i in range(seconds + 1):
        speed = min(fast, 3.0 + 2.0 * max(0, i % 60 - 50))
        rows.append(f"{day}T10:{i // 60:02}:{i % 60:02}Z,{48 + distance / 111200},11.5,{distance},{speed},84")
        distance += speed
    return "\n".join(rows) + "\n"


class RunOfAWatch(unittest.TestCase):
    PROGRAM = ""  # the built program: who inherits says which

    def setUp(self):
        self.holder = tempfile.TemporaryDirectory()
        self.folder = pathlib.Path(self.holder.name)
        self.run_file = self.folder / "run.csv"
        self.run_file.write_text(run_as_csv())

    def tearDown(self):
        self.holder.cleanup()

    def program(self, *arguments):
        done = subprocess.run([self.PROGRAM, *map(str, arguments)], cwd=self.folder, capture_output=True, timeout=240)
        return done.returncode, done.stdout.decode(), done.stderr.decode()
