#!/usr/bin/env python3
"""What the load test makes of its figures: a fault is a fault anywhere, a slow reply only where nobody else was at work.

Usage: test_run_load.py YARDSTICK"""

import os
import subprocess
import sys
import time
import unittest

sys.dont_write_bytecode = True  # nothing is left beside the sources
import run_load  # noqa: E402

YARDSTICK = sys.argv.pop(1)


class Judgement(unittest.TestCase):
    def test_a_busy_machine_is_not_judged_by_its_times(self):
        self.assertEqual(run_load.judged([], [], 0.9), 0)
        self.assertEqual(run_load.judged([], ["slow"], 0.05), 1)
        self.assertEqual(run_load.judged([], ["slow"], 0.5), run_load.BUSY)
        self.assertEqual(run_load.judged(["failed"], ["slow"], 0.5), 1)
        self.assertEqual(run_load.judged(["failed"], [], 0.9), 1)

    def test_a_slower_machine_gets_more_time_and_a_quicker_one_no_less(self):
        self.assertEqual(run_load.slower(25.0), 1.0)
        self.assertEqual(run_load.slower(50.0), 1.0)
        self.assertEqual(run_load.slower(125.0), 2.5)

    def test_the_yardstick_is_measured(self):
        shortest, mean = run_load.yardstick(YARDSTICK)
        self.assertGreater(shortest, 1.0)
        self.assertLess(shortest, 5000.0)
        self.assertGreaterEqual(mean, shortest)

    def test_what_others_take_is_seen_and_what_we_take_is_not_counted_as_theirs(self):
        before = {"all": 100.0, "idle": 40.0, "ours": 3.0}
        share = run_load.share_of_others
        self.assertEqual(share(before, {"all": 120.0, "idle": 60.0, "ours": 3.0}), 0.0)
        self.assertEqual(share(before, {"all": 120.0, "idle": 40.0, "ours": 23.0}), 0.0)
        self.assertEqual(share(before, {"all": 120.0, "idle": 50.0, "ours": 8.0}), 0.25)
        self.assertEqual(share(before, {"all": 120.0, "idle": 40.0, "ours": 3.0}), 1.0)

    def test_it_is_read_from_a_machine_that_runs(self):
        machine = run_load.Machine(os.getpid())
        loops = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(os.cpu_count() or 1)]
        time.sleep(1.0)
        theirs = machine.others()  # they have not been waited for yet: to us they are somebody else
        for loop in loops:
            loop.kill()
            loop.wait()
        self.assertGreater(theirs, 0.3)


if __name__ == "__main__":
    unittest.main()
