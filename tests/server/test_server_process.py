#!/usr/bin/env python3
"""The server as a process: what it prints, what it lets other machines do, what it keeps to itself.

Usage: test_server_process.py PROGRAM PROJECT_FOLDER"""

import http.client
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import time
import unittest

PROGRAM, PROJECT = str(pathlib.Path(sys.argv.pop(1)).resolve()), pathlib.Path(sys.argv.pop(1)).resolve()
NAME, PASSWORD, NOTE = "Quagga Xylophone", "three plain zebras", "stabbing under the sit bone"


class Server:
    """A running `hamstring serve` on a free port."""

    def __init__(self, folder, *arguments):
        self.output = open(folder / "output.txt", "a+", encoding="utf-8")  # noqa: SIM115 (closed in stop)
        self.process = subprocess.Popen([PROGRAM, "serve", "--db", str(folder / "a.db"), "--port", "0", *arguments],
                                        stdout=subprocess.PIPE, stderr=self.output, text=True)
        first = self.process.stdout.readline()
        found = re.search(r"(https?)://[\d.]+:(\d+)", first)
        if found is None:
            self.process.wait(timeout=30)
            raise AssertionError(f"it did not open: {first}")
        self.secure, self.port, self.cookie, self.first = found[1] == "https", int(found[2]), "", first
        self.half = ""
        self.asked = 0

    def connection(self):
        if not self.secure:
            return http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        return http.client.HTTPSConnection("127.0.0.1", self.port, timeout=30, context=context)

    def ask(self, method, path, body=None):
        self.asked += 1
        connection = self.connection()
        headers = {"Cookie": self.cookie, "Hamstring-Page": self.half} if self.cookie else {}
        if body is not None:
            headers["Content-Type"] = "application/json"
        connection.request(method, "/api/v1" + path, None if body is None else json.dumps(body), headers)
        reply = connection.getresponse()
        text = reply.read().decode()
        self.headers = dict(reply.getheaders())
        self.set_cookie = reply.getheader("Set-Cookie") or ""
        if self.set_cookie:
            self.cookie = self.set_cookie.split(";")[0]
            self.half = (json.loads(text) if text else {}).get("page", "")
        connection.close()
        return reply.status, json.loads(text) if text.startswith(("{", "[")) else text

    def stop(self):
        self.process.terminate()
        rest = self.process.stdout.read()
        self.process.wait(timeout=30)
        self.process.stdout.close()
        self.output.seek(0)
        printed = self.first + rest + self.output.read()
        self.output.close()
        return printed


def certificate(folder):
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
                    "-keyout", folder / "key.pem", "-out", folder / "cert.pem"], check=True, capture_output=True)
    return ["--lan", "--cert", str(folder / "cert.pem"), "--key", str(folder / "key.pem")]


class ServerProcess(unittest.TestCase):
    def setUp(self):
        self.holder = tempfile.TemporaryDirectory()
        self.folder = pathlib.Path(self.holder.name)

    def tearDown(self):
        self.holder.cleanup()

    def story(self, server):
        """A whole story, every question answered so that nothing is raised."""
        story = {"zone": "Europe/Vienna", "language": "en", "onset_day": "2026-01-02", "side": "left", "relapse": False,
                 "birth_year": 1988, "sex": "female", "pain_now": 2, "sports": ["distance_running"], "answers": {}}
        for _ in range(20):
            status, reply = server.ask("POST", "/story", story)
            self.assertEqual(status, 200, reply)
            if reply["plan"] is not None:
                break
            for question in reply["screens"][0]["questions"]:
                kind = question["answer"]
                story["answers"][question["id"]] = {"yes_no": "no", "number": 0, "day": "unsure"}.get(
                    kind, question["options"][0]["id"] if question["options"] else "unsure")
        return story

    def lab(self, server, body):
        """What the lab says in the end."""
        status, begun = server.ask("POST", "/lab", body)
        if status != 200:
            return status, begun
        while True:
            status, reply = server.ask("GET", "/lab/" + begun["id"])
            if status != 200 or not reply["working"]:
                return status, reply
            time.sleep(0.05)

    def person(self, server):
        status, reply = server.ask("POST", "/setup", {"name": "Olga Owner", "password": PASSWORD})
        self.assertEqual(status, 200, reply)
        status, reply = server.ask("POST", "/people", {
            "name": NAME, "story": self.story(server), "consent": {"text_version": "2", "given_by": "self", "name": NAME}})
        self.assertEqual(status, 200, reply)
        return reply["id"]

    def test_nothing_that_a_person_told_is_printed_or_left_in_another_file(self):
        server = Server(self.folder)
        person = self.person(server)
        entry = {"type": "pain", "when": "now", "value": 7, "note": NOTE, "rescreen": "none_of_these"}
        self.assertEqual(server.ask("POST", f"/people/{person}/entries", {"entries": [entry]})[0], 200)
        # What is refused is where a careless program would print what it was given.
        for body in ({"entries": [{**entry, "value": 99}]}, {"entries": [{**entry, "when": NOTE}]}, {"entries": NOTE}, [NOTE]):
            self.assertEqual(server.ask("POST", f"/people/{person}/entries", body)[0], 400)
        self.assertEqual(server.ask("PATCH", f"/people/{person}", {"zone": NOTE})[0], 400)
        self.assertEqual(server.ask("POST", "/login", {"name": NAME, "password": "wrong " + PASSWORD})[0], 401)
        self.assertEqual(self.lab(server, {"motion": {"name": NAME, "text": NOTE}})[0], 400)
        self.assertEqual(self.lab(server, {"files": [{"name": NAME + ".mot", "text": NOTE}]})[0], 400)
        for page in ("today", "entries", "case", "calendar", "audit"):
            self.assertEqual(server.ask("GET", f"/people/{person}/{page}")[0], 200, page)
        self.assertEqual(server.ask("GET", f"/people/{NOTE.replace(' ', '%20')}")[0], 404)
        printed = server.stop()
        for secret in (NAME, PASSWORD, NOTE, "Quagga", "sit bone", "Olga", person, "left", "1988"):
            self.assertNotIn(secret, printed.replace(str(self.folder), ""), "printed")
        log = (self.folder / "a.db.log").read_text(encoding="utf-8")
        for secret in (NAME, PASSWORD, NOTE, "Quagga", "sit", "Olga", person, "left", "1988", "Vienna", "127.0.0.1", "=7", "99"):
            self.assertNotIn(secret, re.sub(r"^\S+ |(id|ms)=\S+", "", log, flags=re.MULTILINE), "logged")
        # It can fail: the log is there, and every request has its line.
        line = r"\d{4}-\d\d-\d\dT[\d:.]+Z (info|error) id=[0-9a-f]{8} method=[A-Z]+ route=\S+ status=\d{3} ms=[\d.]+"
        self.assertEqual([one for one in log.splitlines() if re.fullmatch(line, one) is None], [])
        self.assertEqual(len(log.splitlines()), server.asked)
        for expected in ("route=/people/{person}/entries status=400", "route=/people/{person}/today status=200",
                         "route=/people/{person} status=404", "route=/login status=401"):
            self.assertIn(expected, log)
        for file in self.folder.rglob("*"):
            if file.is_file() and file.name not in ("a.db", "a.db-wal", "a.db-shm"):
                content = file.read_bytes()
                for secret in (NAME, PASSWORD, NOTE):
                    self.assertNotIn(secret.encode(), content, file.name)
        # The test can fail: what was told is in the database, the password is not even there.
        database = b"".join(file.read_bytes() for file in self.folder.glob("a.db*") if file.suffix != ".log")
        self.assertIn(NOTE.encode(), database)
        self.assertNotIn(PASSWORD.encode(), database)

    def test_the_database_and_what_lies_beside_it_can_be_read_by_their_owner_alone(self):
        server = Server(self.folder)
        self.person(server)
        for file in self.folder.glob("a.db*"):
            self.assertEqual(file.stat().st_mode & 0o077, 0, file.name)
        server.stop()

    def test_a_crash_leaves_no_image_of_the_memory(self):
        server = Server(self.folder)
        limits = pathlib.Path(f"/proc/{server.process.pid}/limits").read_text(encoding="ascii")
        self.assertRegex(limits, r"Max core file size\s+0\s+0\s")
        # Whoever is not dumpable belongs to root in /proc, whatever the limits of a pipe for cores say.
        if os.geteuid() != 0:
            self.assertEqual(pathlib.Path(f"/proc/{server.process.pid}/environ").stat().st_uid, 0)
        server.stop()

    def tls(self, port, ciphers=None, at_most=None):
        """What was agreed on: version and suite. Raises where nothing was."""
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        if at_most is not None:
            context.minimum_version, context.maximum_version = ssl.TLSVersion.MINIMUM_SUPPORTED, at_most
        if ciphers is not None:
            context.set_ciphers(ciphers + ":@SECLEVEL=0")
        with socket.create_connection(("127.0.0.1", port), timeout=30) as plain, context.wrap_socket(plain) as secure:
            return secure.version(), secure.cipher()[0]

    def test_only_suites_that_give_each_session_its_own_key_and_seal_what_is_sent(self):
        if shutil.which("openssl") is None:
            self.skipTest("openssl is not here")
        alone = Server(self.folder)
        self.person(alone)
        self.assertNotIn("Strict-Transport-Security", alone.headers)
        alone.stop()
        server = Server(self.folder, *certificate(self.folder))
        self.assertEqual(self.tls(server.port)[0], "TLSv1.3")
        for suite in ("ECDHE-RSA-AES128-GCM-SHA256", "ECDHE-RSA-CHACHA20-POLY1305"):
            self.assertEqual(self.tls(server.port, suite, ssl.TLSVersion.TLSv1_2), ("TLSv1.2", suite))
        for suite in ("ECDHE-RSA-AES128-SHA256", "ECDHE-RSA-AES256-SHA", "AES128-GCM-SHA256", "AES256-SHA", "DHE-RSA-AES128-GCM-SHA256"):
            with self.assertRaises((ssl.SSLError, OSError), msg=suite):
                self.tls(server.port, suite, ssl.TLSVersion.TLSv1_2)
        with self.assertRaises((ssl.SSLError, OSError)):
            self.tls(server.port, "ALL", ssl.TLSVersion.TLSv1_1)
        self.assertEqual(server.ask("GET", "/status")[0], 200)
        self.assertEqual(server.headers["Strict-Transport-Security"], "max-age=31536000")
        # Refused before its body is read, and refused after it: these are replies as well.
        for method, path, body in (("POST", "/people", {}), ("GET", "/people", None), ("POST", "/login", {"name": "x" * 9000})):
            self.assertGreaterEqual(server.ask(method, path, body)[0], 400)
            self.assertEqual(server.headers.get("Strict-Transport-Security"), "max-age=31536000", path)
        server.stop()

    def test_without_a_certificate_it_makes_its_own_which_a_device_can_trust(self):
        alone = Server(self.folder)
        person = self.person(alone)
        alone.stop()
        server = Server(self.folder, "--lan")
        self.assertTrue(server.secure)
        self.assertEqual(server.ask("POST", "/login", {"name": "Olga Owner", "password": PASSWORD})[0], 200)
        self.assertNotIn("Strict-Transport-Security", server.headers, "its own name would be barred from plain HTTP for a year")
        status, lan = server.ask("GET", "/lan")
        self.assertEqual((status, lan["open"], lan["own"]), (200, True, True))
        # As a device that was told to trust what is given out: the chain, the address and the constraints are held.
        connection = server.connection()
        connection.request("GET", "/api/v1/lan/authority")
        reply = connection.getresponse()
        self.assertEqual(reply.getheader("Content-Type"), "application/x-x509-ca-cert")
        authority = ssl.DER_cert_to_PEM_cert(reply.read())
        connection.close()
        trusting = ssl.create_default_context(cadata=authority)
        for name in ("127.0.0.1", "localhost"):
            with socket.create_connection(("127.0.0.1", server.port), timeout=30) as plain, \
                    trusting.wrap_socket(plain, server_hostname=name) as secure:
                self.assertEqual(secure.version(), "TLSv1.3", name)
        with self.assertRaises(ssl.SSLError), socket.create_connection(("127.0.0.1", server.port), timeout=30) as plain:
            ssl.create_default_context().wrap_socket(plain, server_hostname="localhost")
        with self.assertRaises((ssl.SSLError, OSError)):
            self.tls(server.port, "ALL", ssl.TLSVersion.TLSv1_1)
        # A calendar reads its address without an account; what is printed and logged holds no secret.
        status, made = server.ask("POST", f"/people/{person}/calendar/addresses", {"at": "18:00"})
        self.assertEqual(status, 200, made)
        server.cookie = ""
        status, days = server.ask("GET", made["path"].removeprefix("/api/v1"))
        self.assertEqual(status, 200)
        self.assertIn("BEGIN:VCALENDAR", days)
        printed = server.stop()
        self.assertIn(lan["fingerprint"], printed)
        secret = made["path"].split("/")[4].split("-")[1]
        log = (self.folder / "a.db.log").read_text(encoding="utf-8")
        self.assertIn("route=/calendars/{secret}/hamstring.ics status=200", log)
        for text in (printed, log):
            self.assertNotIn(secret, text)
        for file in (self.folder / "a.db.tls").iterdir():
            self.assertEqual(file.stat().st_mode & 0o077, 0, file.name)
        # The same authority the next day: a device is told once.
        again = Server(self.folder, "--lan")
        again.ask("POST", "/login", {"name": "Olga Owner", "password": PASSWORD})
        self.assertEqual(again.ask("GET", "/lan")[1]["fingerprint"], lan["fingerprint"])
        again.stop()

    def test_a_second_instance_on_another_port_logs_nobody_out(self):
        first = Server(self.folder)
        self.person(first)
        (self.folder / "other").mkdir()
        second = Server(self.folder / "other")
        self.person(second)
        # As a browser does it: all cookies of 127.0.0.1 to each of them.
        both = f"{second.cookie}; {first.cookie}"
        for server in (first, second):
            server.cookie = both
            self.assertEqual(server.ask("GET", "/people")[0], 200)
        # What listens on another port gets the cookie, and can do nothing with it.
        first.half = ""
        self.assertEqual(first.ask("GET", "/people")[0], 401)
        self.assertEqual(first.ask("POST", "/accounts", {"name": "Eve", "password": "five other plain words", "role": "owner"})[0], 401)
        first.stop()
        second.stop()

    def test_other_machines_come_in_over_tls_only_and_not_before_somebody_owns_it(self):
        for arguments in (["--cert", "x.pem"], ["--lan", "--cert", "x.pem"], ["--lan", "--key", "x.pem"]):
            done = subprocess.run([PROGRAM, "serve", "--db", str(self.folder / "a.db"), *arguments], capture_output=True,
                                  text=True, timeout=60)
            self.assertNotEqual(done.returncode, 0)
            self.assertIn("TLS", done.stderr)
        if shutil.which("openssl") is None:
            self.skipTest("openssl is not here")
        lan = certificate(self.folder)
        done = subprocess.run([PROGRAM, "serve", "--db", str(self.folder / "a.db"), "--port", "0", *lan], capture_output=True,
                              text=True, timeout=60)
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("nobody owns", done.stderr)

        alone = Server(self.folder)
        person = self.person(alone)
        alone.stop()
        server = Server(self.folder, *lan)
        self.assertTrue(server.secure)
        for path in ("/people", f"/people/{person}/today", "/library", "/movements"):
            self.assertEqual(server.ask("GET", path)[0], 401, path)
        self.assertEqual(server.ask("POST", "/setup", {"name": "Eve", "password": "another long one"})[0], 409)
        self.assertEqual(server.ask("POST", "/login", {"name": "Olga Owner", "password": PASSWORD})[0], 200)
        for mark in ("Secure", "HttpOnly", "SameSite=Strict"):
            self.assertIn(mark, server.set_cookie)
        self.assertEqual(server.ask("GET", f"/people/{person}/today")[0], 200)
        plain = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
        with self.assertRaises((http.client.HTTPException, OSError)):
            plain.request("GET", "/")
            plain.getresponse()
        plain.close()
        self.assertIn("Every machine in this network can reach the login page", server.stop())

    def test_a_certificate_that_cannot_be_read_is_named(self):
        Server(self.folder).stop()
        alone = Server(self.folder)
        self.person(alone)
        alone.stop()
        (self.folder / "broken.pem").write_text("not a certificate")
        broken = str(self.folder / "broken.pem")
        done = subprocess.run([PROGRAM, "serve", "--db", str(self.folder / "a.db"), "--port", "0", "--lan", "--cert", broken,
                               "--key", broken], capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, 1)
        self.assertIn("broken.pem", done.stderr)

    def long_recording(self, server):
        """Begins one that takes long; the number of the process that works on it."""
        rows = "".join(f"{i / 100:.2f}\t{i % 40}\t{i % 60}\n" for i in range(200_000))
        text = f"x\nversion=1\nnRows=200000\nnColumns=3\ninDegrees=yes\nendheader\ntime\thip_flexion_r\tknee_angle_r\n{rows}"
        status, begun = server.ask("POST", "/lab", {"files": [{"name": "long.mot", "text": text}]})
        self.assertEqual(status, 200, begun)
        task = pathlib.Path(f"/proc/{server.process.pid}/task")
        children = [int(one) for thread in task.iterdir() for one in (thread / "children").read_text().split()]
        self.assertEqual(len(children), 1)
        return begun["id"], children[0]

    def ends(self, process, within=5.0):
        end = time.monotonic() + within
        while time.monotonic() < end:
            try:
                state = pathlib.Path(f"/proc/{process}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()[0]
            except (FileNotFoundError, ProcessLookupError):
                return True
            if state == "Z":
                return True
            time.sleep(0.02)
        return False

    def test_the_lab_works_in_a_process_that_ends_with_its_work_and_with_the_server_however_that_ends(self):
        server = Server(self.folder)
        begun, child = self.long_recording(server)
        self.assertEqual(server.ask("GET", "/status")[0], 200)
        self.assertEqual(server.ask("DELETE", "/lab/" + begun)[0], 200)
        self.assertTrue(self.ends(child), "cancelled")
        _, child = self.long_recording(server)
        server.stop()
        self.assertTrue(self.ends(child), "the server was stopped")
        server = Server(self.folder)
        _, child = self.long_recording(server)
        server.process.kill()
        server.process.wait(timeout=30)
        self.assertTrue(self.ends(child), "the server was killed")
        server.stop()

    def test_a_server_that_is_told_to_end_ends_with_code_0_and_stays_quiet_about_it(self):
        server = Server(self.folder)
        server.ask("GET", "/status")
        server.process.send_signal(signal.SIGINT)
        self.assertEqual(server.process.wait(timeout=30), 0)
        server.stop()

    def test_the_log_can_lie_elsewhere_or_nowhere_and_the_app_opens_without_it(self):
        for arguments, file in ((["--no-log"], None), (["--log", str(self.folder / "own.log")], "own.log"),
                                (["--log", str(self.folder / "nowhere" / "own.log")], None)):
            for old in self.folder.glob("*.log"):
                old.unlink()
            server = Server(self.folder, *arguments)
            self.assertEqual(server.ask("GET", "/status")[0], 200)
            server.stop()
            self.assertEqual([one.name for one in self.folder.glob("*.log")], [file] if file else [])

    def replies(self, connection, requests):
        """What came on so many requests, by the lengths that the replies say; each as status and body."""
        found, text = [], b""
        for head_alone in requests:
            while b"\r\n\r\n" not in text:
                piece = connection.recv(65536)
                self.assertNotEqual(piece, b"", f"closed after {found} {text}")
                text += piece
            head, text = text.split(b"\r\n\r\n", 1)
            length = 0 if head_alone else int(re.search(rb"Content-Length: (\d+)", head)[1])
            while len(text) < length:
                piece = connection.recv(65536)
                self.assertNotEqual(piece, b"", "closed within a body")
                text += piece
            found.append((int(head.split()[1]), text[:length]))
            text = text[length:]
        self.assertEqual(text, b"")
        return found

    def test_what_is_asked_over_tcp_is_answered_over_tls_in_the_same_way(self):
        if shutil.which("openssl") is None:
            self.skipTest("openssl is not here")
        alone = Server(self.folder)
        self.person(alone)
        alone.stop()
        story = json.dumps({"zone": "Europe/Vienna", "answers": {}}).encode()
        chunks = b"".join(f"{len(part):x}\r\n".encode() + part + b"\r\n" for part in (story[:7], story[7:])) + b"0\r\n\r\n"
        for arguments in ([], certificate(self.folder)):
            server = Server(self.folder, *arguments)
            self.assertEqual(server.ask("POST", "/login", {"name": "Olga Owner", "password": PASSWORD})[0], 200)
            head = f"Host: 127.0.0.1:{server.port}\r\n{{}}\r\n"  # cookies are called by the port
            session = f"Cookie: {server.cookie}\r\nHamstring-Page: {server.half}\r\nContent-Type: {{}}\r\nConnection: {{}}\r\n"
            json_form, zip_form = session.format("application/json", "keep-alive"), session.format("application/zip", "close")

            def get(path, method="GET", form=json_form):
                return f"{method} {path} HTTP/1.1\r\n{head.format(form)}".encode()

            def post(path, body, form=json_form, more=""):
                size = more or f"Content-Length: {len(body)}\r\n"
                return f"POST {path} HTTP/1.1\r\n{head.format(form + size)}".encode() + body

            def open_raw(port=server.port, secure=server.secure):
                plain = socket.create_connection(("127.0.0.1", port), timeout=30)
                plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                if not secure:
                    return plain
                context = ssl.create_default_context()
                context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
                return context.wrap_socket(plain)

            with self.subTest(secure=server.secure), open_raw() as raw:
                for byte in get("/api/v1/status"):
                    raw.sendall(bytes([byte]))
                [(status, first)] = self.replies(raw, [False])
                self.assertEqual((status, json.loads(first)["first_use"]), (200, False))
                # Several at once, with bodies in one piece and in chunks; the library is longer than a record of TLS.
                raw.sendall(get("/api/v1/library") + post("/api/v1/story", story) + get("/api/v1/status", "HEAD")
                            + post("/api/v1/story", chunks, more="Transfer-Encoding: chunked\r\n") + get("/api/v1/status"))
                library, plain, _, chunked, last = self.replies(raw, [False, False, True, False, False])
                self.assertGreater(len(library[1]), 50_000)
                json.loads(library[1])
                self.assertEqual(plain, chunked)
                self.assertEqual((last[0], last[1]), (200, first))
                # Spooled into a file, and found to be no archive; too long, and said so to whoever is still sending.
                raw.sendall(post("/api/v1/imports", b"no archive" * 100_000, zip_form))
                self.assertEqual(self.replies(raw, [False])[0][0], 200)
            with self.subTest(secure=server.secure), open_raw() as raw:
                raw.sendall(post("/api/v1/story", b"x" * 1_000_000))
                self.assertEqual(self.replies(raw, [False])[0][0], 413)
            with self.subTest(secure=server.secure), open_raw() as raw:
                raw.sendall(get("/api/v1/status", form="X-Long: " + "x" * 40_000 + "\r\n"))
                self.assertEqual(self.replies(raw, [False])[0][0], 431)
            server.stop()

    def test_requests_on_one_connection_are_answered_in_order(self):
        server = Server(self.folder)
        connection = server.connection()
        for _ in range(50):
            connection.request("GET", "/api/v1/status")
            self.assertEqual(json.loads(connection.getresponse().read())["first_use"], True)
        connection.close()
        server.stop()


if __name__ == "__main__":
    unittest.main()
