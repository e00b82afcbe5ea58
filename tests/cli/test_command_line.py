#!/usr/bin/env python3
"""The program as its users meet it: what each subcommand prints, writes and returns, and what bad input gets.

Usage: test_command_line.py PROGRAM PROJECT_FOLDER"""

import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

PROGRAM, PROJECT = str(pathlib.Path(sys.argv.pop(1)).resolve()), pathlib.Path(sys.argv.pop(1))
MODEL = PROJECT / "data" / "models" / "lower_body.osim"
RESULT_FILES = {"muscles.sto", "strides.csv", "events.csv", "summary.json", "report.html"}

LAUGHS = """<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">""" + "".join(
    f'<!ENTITY {chr(98 + i)} "{("&" + chr(97 + i) + ";") * 10}">' for i in range(9)
) + """]><OpenSimDocument Version="40000"><Model name="&j;"/></OpenSimDocument>"""


def motion(rows, labels=("time", "hip_flexion_r", "knee_angle_r"), header="inDegrees=yes\n"):
    lines = ["motion", "version=1", f"nRows={len(rows)}", f"nColumns={len(labels)}"]
    return "\n".join(lines) + "\n" + header + "endheader\n" + "\t".join(labels) + "\n" + "\n".join(rows) + "\n"


class CommandLine(unittest.TestCase):
    def setUp(self):
        self.holder = tempfile.TemporaryDirectory()
        self.folder = pathlib.Path(self.holder.name)

    def tearDown(self):
        self.holder.cleanup()

    def run_program(self, *arguments, stdin=None):
        return subprocess.run([PROGRAM, *map(str, arguments)], cwd=self.folder, input=stdin, capture_output=True, timeout=120)

    def write(self, name, content):
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def assert_refused(self, done, *words):
        self.assertEqual(done.returncode, 1, done.stderr.decode(errors="replace"))
        self.assertEqual(done.stdout, b"")
        for word in words:
            self.assertIn(word, done.stderr.decode(errors="replace"))
        self.assertFalse((self.folder / "out").exists(), "something was written")

    def test_without_a_file_the_demonstration_run_is_analyzed_and_the_report_is_where_it_says(self):
        done = self.run_program("analyze")
        self.assertEqual(done.returncode, 0, done.stderr.decode())
        text = done.stdout.decode()
        self.assertIn("biceps femoris long head", text)
        report = pathlib.Path(text.strip().splitlines()[-1].split("Report: ")[1])
        self.assertTrue(report.is_file())
        self.assertEqual({path.name for path in report.parent.iterdir()}, RESULT_FILES)

    def test_json_is_valid_and_names_mode_version_and_inputs(self):
        done = self.run_program("--json", "analyze", "--physics")
        self.assertEqual(done.returncode, 0)
        summary = json.loads(done.stdout)
        self.assertEqual(summary["schema_version"], 1)
        self.assertIn("physics", done.stdout.decode())
        self.assertEqual(json.loads((self.folder / "out/demonstration-run/summary.json").read_text()), summary)

    def test_modes_may_stand_before_or_after_the_subcommand(self):
        for arguments in (("--compat", "opensim", "analyze"), ("analyze", "--compat", "opensim")):
            done = self.run_program(*arguments, "--json")
            self.assertEqual(done.returncode, 0, done.stderr.decode())
            self.assertIn('"opensim"', done.stdout.decode())

    def test_csv_has_a_unit_in_every_header_of_a_number(self):
        self.run_program("analyze")
        header = (self.folder / "out/demonstration-run/strides.csv").read_text(encoding="utf-8").splitlines()[0].split(",")
        numbers = [name for name in header if name not in ("side", "stride_number", "muscle", "name_in_model", "choices")]
        for name in numbers:
            self.assertRegex(name, r"_(s|percent|percent_of_cycle|m_per_s|deg|m|1)$")

    def test_wrong_use_returns_2(self):
        for arguments in ((), ("nonsense",), ("analyze", "--from", "abc"), ("analyze", "--compat", "matlab"), ("model",),
                          ("analyze", "--hamstring", "no-equals-sign")):
            self.assertEqual(self.run_program(*arguments).returncode, 2, arguments)

    def test_help_and_version_return_0(self):
        for arguments in (("--help",), ("--version",), ("analyze", "--help")):
            self.assertEqual(self.run_program(*arguments).returncode, 0)

    def test_standard_input_is_read_for_a_dash(self):
        rows = "\n".join(f"{0.01 * i}\t{20 + i}\t{10 + i}" for i in range(30)).splitlines()
        done = self.run_program("analyze", "-", "--out", "results", stdin=motion(rows).encode())
        self.assertEqual(done.returncode, 0, done.stderr.decode())
        self.assertTrue((self.folder / "results" / "report.html").is_file())

    def test_check_passes(self):
        done = self.run_program("check")
        self.assertEqual(done.returncode, 0, done.stdout.decode())
        self.assertIn(" 0 failed", done.stdout.decode())

    def test_model_lists_hamstrings(self):
        done = self.run_program("model", MODEL)
        self.assertEqual(done.returncode, 0)
        self.assertIn("BFlh = bflh_r", done.stdout.decode())
        self.assertEqual(json.loads(self.run_program("model", MODEL, "--json").stdout)["hamstrings"]["left"]["ST"], "semiten_l")

    def test_run_tool_writes_openSims_files_and_names_what_it_does_not_compute(self):
        rows = [f"{0.01 * i}\t{20 + i}\t{10 + i}" for i in range(30)]
        self.write("motion.mot", motion(rows))
        setup = self.write("setup.xml", f"""<OpenSimDocument Version="40000"><AnalyzeTool name="trial">
            <model_file>{MODEL}</model_file><results_directory>results</results_directory>
            <initial_time>0</initial_time><final_time>1</final_time>
            <AnalysisSet><objects><MuscleAnalysis name="MuscleAnalysis"><on>true</on></MuscleAnalysis></objects></AnalysisSet>
            <coordinates_file>motion.mot</coordinates_file></AnalyzeTool></OpenSimDocument>""")
        done = self.run_program("run-tool", setup)
        self.assertEqual(done.returncode, 0, done.stderr.decode())
        self.assertIn("solve_for_equilibrium_for_auxiliary_states", done.stderr.decode())
        length = self.folder / "results" / "trial_MuscleAnalysis_Length.sto"
        self.assertIn("mode opensim", length.read_text())
        force = (self.folder / "results" / "trial_MuscleAnalysis_TendonForce.sto").read_text()
        self.assertIn("activation: the model's default", force)

    def test_run_tool_takes_model_and_motion_by_hand_where_the_setup_has_none(self):
        rows = [f"{0.01 * i}\t{20 + i}\t{10 + i}" for i in range(30)]
        self.write("motion.mot", motion(rows))
        setup = self.write("setup.xml", """<OpenSimDocument Version="40000"><AnalyzeTool name="trial"><model_file/>
            <results_directory>results</results_directory><initial_time>0</initial_time><final_time>1</final_time>
            <AnalysisSet><objects><MuscleAnalysis name="MuscleAnalysis"><on>true</on></MuscleAnalysis></objects></AnalysisSet>
            <coordinates_file/></AnalyzeTool></OpenSimDocument>""")
        done = self.run_program("run-tool", setup)
        self.assertEqual(done.returncode, 1)
        self.assertIn("--model", done.stderr.decode())
        done = self.run_program("run-tool", setup, "--model", MODEL)
        self.assertEqual(done.returncode, 1)
        self.assertIn("--motion", done.stderr.decode())
        done = self.run_program("run-tool", setup, "--model", MODEL, "--motion", "motion.mot", "--json")
        self.assertEqual(done.returncode, 0, done.stderr.decode())
        remarks = json.loads(done.stdout)["runs"][0]["remarks"]
        self.assertEqual(len(remarks), 3)
        length = (self.folder / "results" / "trial_MuscleAnalysis_Length.sto").read_text()
        for remark in remarks:
            self.assertIn(remark, length)

    def test_id_asks_which_forces_act_and_says_what_is_left_over(self):
        rows = [f"{0.01 * i}\t0.95\t{20 + i}\t{10 + i}" for i in range(30)]
        table = "\n".join(["motion", "version=1", "nRows=30", "nColumns=4", "inDegrees=yes", "endheader",
                           "time\tpelvis_ty\thip_flexion_r\tknee_angle_r"] + rows) + "\n"
        path = self.write("motion.mot", table)
        unasked = self.run_program("id", path, "--model", MODEL)
        self.assertEqual(unasked.returncode, 2, unasked.stderr.decode())
        self.assertIn("--no-forces", unasked.stderr.decode())
        done = self.run_program("id", path, "--model", MODEL, "--no-forces", "--out", self.folder / "id", "--json")
        self.assertEqual(done.returncode, 0, done.stderr.decode())
        summary = json.loads(done.stdout)
        self.assertEqual(summary["schema"], "hamstring/id")
        self.assertIn("low-passed at 12 Hz", summary["settings"])
        self.assertFalse(summary["residuals"]["acceptable"])  # nobody stands on nothing
        self.assertIn("mode physics", (self.folder / "id" / "inverse_dynamics.sto").read_text())

    def test_forces_ask_which_forces_act_and_give_no_single_hamstring_without_its_band(self):
        rows = [f"{0.01 * i}\t0.95\t{20 + i}\t{10 + i}" for i in range(30)]
        table = "\n".join(["motion", "version=1", "nRows=30", "nColumns=4", "inDegrees=yes", "endheader",
                           "time\tpelvis_ty\thip_flexion_r\tknee_angle_r"] + rows) + "\n"
        path = self.write("motion.mot", table)
        for arguments in ((), ("--no-forces", "--without-plates")):
            unasked = self.run_program("forces", path, "--model", MODEL, *arguments)
            self.assertEqual(unasked.returncode, 2, unasked.stderr.decode())
            self.assertIn("--without-plates", unasked.stderr.decode())
        self.assertEqual(self.run_program("forces", path, "--model", MODEL, "--no-forces", "--exponent", "1").returncode, 2)
        done = self.run_program("forces", path, "--model", MODEL, "--no-forces", "--out", self.folder / "f", "--json")
        self.assertEqual(done.returncode, 0, done.stderr.decode())
        summary = json.loads(done.stdout)
        self.assertEqual(summary["schema"], "hamstring/forces")
        self.assertEqual(len(summary["hamstrings"]), 14)
        for muscle in summary["hamstrings"]:
            self.assertLessEqual(muscle["peak_low_N"], muscle["peak_N"], muscle["what"])
            self.assertGreaterEqual(muscle["peak_high_N"], muscle["peak_N"], muscle["what"])
        for name in ("forces.sto", "activations.sto", "hamstrings.csv", "summary.json"):
            self.assertTrue((self.folder / "f" / name).exists(), name)
        # Nobody walks here, so nobody knows what is under the feet.
        refused = self.run_program("forces", path, "--model", MODEL, "--without-plates")
        self.assertEqual(refused.returncode, 1)
        self.assertIn("neither walking nor running", refused.stderr.decode())

    def test_analyze_takes_forces_with_the_model_of_that_person_alone(self):
        for arguments in (("--without-plates",), ("--without-plates", "--loads", "l.xml", "--model", MODEL, "run.mot"),
                          ("--plate", "a=b", "--model", MODEL, "run.mot"),
                          ("--without-plates", "--model", MODEL, "one.mot", "two.mot")):
            done = self.run_program("analyze", *arguments)
            self.assertEqual(done.returncode, 2, done.stderr.decode())

    def test_bad_models_are_refused_with_file_and_reason(self):
        whole = MODEL.read_text()
        cases = {
            "empty.osim": b"",
            "binary.osim": bytes(range(256)) * 64,
            "cut.osim": whole[: len(whole) // 2],
            "setup.osim": '<OpenSimDocument Version="40000"><AnalyzeTool name="x"/></OpenSimDocument>',
            "laughs.osim": LAUGHS,
            "negative_mass.osim": whole.replace("<mass>", "<mass>-", 1),
            "nan_mass.osim": whole.replace("<mass>", "<mass>nan", 1).replace("nan1", "nan").replace("nan7", "nan"),
            "missing_body.osim": whole.replace("<socket_parent_frame>/bodyset/tibia_r</socket_parent_frame>",
                                               "<socket_parent_frame>/bodyset/nobody</socket_parent_frame>", 1),
        }
        for name, content in cases.items():
            with self.subTest(name):
                path = self.write(name, content)
                self.assert_refused(self.run_program("analyze", "--model", path), name)

    def test_bad_motions_are_refused_with_file_and_reason(self):
        good = [f"{0.01 * i}\t{20 + i}\t{10 + i}" for i in range(30)]
        cases = {
            "missing.mot": None,
            "empty.mot": b"",
            "binary.mot": bytes(range(256)) * 64,
            "no_rows.mot": motion([]),
            "words.mot": motion(good[:5] + ["0.05\tabc\t1"] + good[6:]),
            "backwards.mot": motion(list(reversed(good))),
            "forces.mot": motion(good, ("time", "ground_force_vx", "ground_force_vy")),
            "one_row.mot": motion(good[:1]),
            "markers.trc": "PathFileType\t4\t(X/Y/Z)\tmarkers.trc\n",
            "long_line.mot": b"x" * 30_000_000,
        }
        for name, content in cases.items():
            with self.subTest(name):
                path = self.folder / name
                if content is not None:
                    self.write(name, content)
                self.assert_refused(self.run_program("analyze", path), name)

    def test_missing_values_are_named_and_never_crash(self):
        for missing, said in ((range(7, 20), "13 of 30 rows"), (range(7, 9), "filled from those around")):
            rows = [f"{0.01 * i}\t{'nan' if i in missing else 20 + i}\t{10 + i}" for i in range(30)]
            done = self.run_program("analyze", self.write("gaps.mot", motion(rows)))
            self.assertEqual(done.returncode, 0, done.stderr.decode())
            self.assertIn(said, done.stderr.decode())

    def test_the_unit_of_the_angles_can_be_said_where_the_file_is_wrong(self):
        rows = [f"{0.01 * i}\t{20 + i}\t{10 + i}" for i in range(30)]
        path = self.write("wrong.mot", motion(rows, header="inDegrees=no\n"))
        self.assert_refused(self.run_program("analyze", path), "wrong.mot")
        done = self.run_program("analyze", path, "--degrees")
        self.assertEqual(done.returncode, 0, done.stderr.decode())
        self.assertIn("given by hand", done.stdout.decode().replace("\n", " "))
        self.assertEqual(self.run_program("analyze", path, "--degrees", "--radians").returncode, 2)

    def test_a_folder_that_cannot_be_written_is_said(self):
        self.write("file", "x")
        done = self.run_program("analyze", "--out", "file/below")
        self.assertEqual(done.returncode, 1)
        self.assertIn("cannot write", done.stderr.decode())


if __name__ == "__main__":
    unittest.main()
