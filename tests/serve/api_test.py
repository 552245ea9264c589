"""The server over HTTP: api_test.py SITREP EXAMPLES_FOLDER

Reads the examples into a ledger, serves it, holds every answer against the schemas of /openapi.json, and does to the
server what broken and hostile clients do.
"""

import gzip
import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import unittest
import xml.etree.ElementTree

import jsonschema

SITREP, EXAMPLES = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
TOKEN = "a token of the tests"


class Server:
    """A ledger of the examples and a server of it."""

    def __init__(self, *options, token=TOKEN, posts=True):
        self.folder = tempfile.TemporaryDirectory()
        self.ledger = os.path.join(self.folder.name, "examples.db")
        self.environment = dict(os.environ, SITREP_LEDGER=self.ledger)
        self.environment.pop("SITREP_TOKEN", None)
        if posts:
            self.environment["SITREP_TOKEN"] = token
        for files in (["digest.html", "wire.html"], ["--date", "2025-07-11", "--outlet", "General Staff", "general-staff.txt"]):
            self.run("read", "--quiet", *files)
        self.run("observe", "--quiet", "figures.csv")
        self.process = subprocess.Popen([SITREP, "serve", "--port", "0", *options], env=self.environment,
                                        stderr=subprocess.PIPE, text=True)
        self.greeting = self.process.stderr.readline()
        self.port = int(re.search(r"http://127\.0\.0\.1:(\d+)/", self.greeting).group(1))

    def run(self, *arguments):
        subprocess.run([SITREP, *arguments], env=self.environment, cwd=EXAMPLES, check=True, stdout=subprocess.DEVNULL)

    def ask(self, path, method="GET", body=None, **headers):
        """(status, headers in lower case, bytes)"""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body, names)
        answer = connection.getresponse()
        result = answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read()
        connection.close()
        return result

    def json(self, path):
        status, _, body = self.ask(path)
        assert status == 200, (path, status, body)
        return json.loads(body)

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        rest = self.process.stderr.read()
        self.process.stderr.close()
        status = self.process.wait(60)
        self.folder.cleanup()
        return status, rest


class Served(unittest.TestCase):
    """One server for all tests of a class, which must end well."""

    @classmethod
    def setUpClass(cls):
        cls.server = Server()
        cls.openapi = cls.server.json("/openapi.json")

    @classmethod
    def tearDownClass(cls):
        status, rest = cls.server.stop()
        assert status == 0, f"the server ended with {status}: {rest}"
        assert "Sanitizer" not in rest and "runtime error" not in rest, rest

    def ask(self, *arguments, **named):
        return self.server.ask(*arguments, **named)

    def assert_schema(self, value, name):
        jsonschema.Draft202012Validator({"$ref": f"#/components/schemas/{name}", "components": self.openapi["components"]}
                                        ).validate(value)

    def assert_problem(self, answer, status, pattern):
        self.assertEqual(answer[0], status, answer)
        self.assertEqual(answer[1]["content-type"], "application/problem+json")
        problem = json.loads(answer[2])
        self.assert_schema(problem, "Problem")
        self.assertRegex(problem.get("detail", ""), pattern)


class Api(Served):
    def test_every_route_answers_by_its_schema(self):
        references = {"R": "R1", "C": "C10", "O": "O1", "K": "K1"}
        tried = 0
        for path, operations in self.openapi["paths"].items():
            operation = operations.get("get")
            if not operation:
                continue
            letter = [p["description"][-2] for p in operation["parameters"] if p["in"] == "path"]
            status, headers, body = self.ask(path.replace("{ref}", references[letter[0]] if letter else ""))
            self.assertEqual(status, 200, (path, body))
            (kind, content), = operation["responses"]["200"]["content"].items()
            self.assertTrue(headers["content-type"].startswith(kind), path)
            if "schema" in content:
                self.assert_schema(json.loads(body), content["schema"]["$ref"].rsplit("/", 1)[1])
            tried += 1
        self.assertGreaterEqual(tried, 18)

    def test_every_answer_has_the_headers_that_guard_it(self):
        for path in ("/api/v1/claims", "/api/v1/nothing", "/api/v1/brief?format=html"):
            headers = self.ask(path)[1]
            self.assertEqual(headers["x-content-type-options"], "nosniff")
            self.assertIn("default-src 'none'", headers["content-security-policy"])
            self.assertNotIn("set-cookie", headers)
            if "html" not in path:
                self.assertNotIn("unsafe-inline", headers["content-security-policy"])

    def test_pages_come_to_the_whole(self):
        everything = self.server.json("/api/v1/claims?limit=500")
        self.assertIsNone(everything["next"])
        for order in ("oldest", "newest"):
            seen, cursor = [], ""
            while True:
                page = self.server.json(f"/api/v1/claims?limit=7&order={order}{cursor}")
                self.assertLessEqual(len(page["items"]), 7)
                seen += [c["ref"] for c in page["items"]]
                if page["next"] is None:
                    break
                cursor = "&cursor=" + page["next"]
            whole = [c["ref"] for c in everything["items"]]
            self.assertEqual(seen, whole if order == "oldest" else whole[::-1])

    def test_filters_add_up_and_agree_with_the_tool(self):
        def by_tool(*options):
            out = subprocess.run([SITREP, "claims", "--format", "ndjson", *options], env=self.server.environment,
                                 capture_output=True, check=True).stdout
            return [json.loads(line)["ref"] for line in out.splitlines()]

        def by_server(query):
            return [c["ref"] for c in self.server.json("/api/v1/claims?limit=500&" + query)["items"]]

        for options, query in ((("--kind", "losses"), "kind=losses"), (("--party", "RUS"), "party=RUS"),
                               (("--source", "russian defence ministry"), "source=Russian%20Defence+Ministry"),
                               (("--place", "Kyiv"), "place=Kyiv"), (("--search", "depot"), "q=depot"),
                               (("--party", "RUS", "--kind", "strike"), "kind=strike&party=RUS"),
                               (("--place", "Ukraine", "--party", "RUS"), "party=RUS&place=Ukraine"),
                               (("--search", "drones", "--source", "Ukrainian Air Force"),
                                "q=drones&source=Ukrainian+Air+Force"),
                               (("--since", "2025-07-11"), "since=2025-07-11"), (("--until", "2025-07-10"), "until=2025-07-10"),
                               (("--report", "R2"), "report=R2")):
            expected = by_tool(*options)
            if query != "until=2025-07-10":
                self.assertTrue(expected, options)
            self.assertEqual(by_server(query), expected, query)

    def test_what_is_asked_wrongly_is_named(self):
        for path, pattern in (("/api/v1/claims?kind=gossip", "'kind' is losses"), ("/api/v1/claims?nosuch=1", "no parameter 'nosuch'"),
                              ("/api/v1/claims?since=July", "a day such as"), ("/api/v1/claims?limit=0", "from 1 to 500"),
                              ("/api/v1/claims?limit=5000", "from 1 to 500"), ("/api/v1/claims?cursor=-1", "whole number"),
                              ("/api/v1/claims?report=C1", "a report such as"), ("/api/v1/claims?q=%22", "full-text"),
                              ("/api/v1/claims?place=%ff%fe", "UTF-8"), ("/api/v1/claims?kind=losses&kind=aid", "twice"),
                              ("/api/v1/claims?place=" + "x" * 600, "512 bytes")):
            self.assert_problem(self.ask(path), 400, pattern)
        for path in ("/api/v1/claims/C9999", "/api/v1/claims/R1", "/api/v1/claims/", "/api/v1/nothing", "/api/v1/checks/K9999"):
            self.assert_problem(self.ask(path), 404, ".")
        # Where a desk is built its page answers for addresses of its own, and never a file from elsewhere.
        for path in ("/etc/passwd", "/../../etc/passwd"):
            status, _, body = self.ask(path)
            self.assertNotIn(b"root:", body)
            self.assertTrue(status == 404 or body.startswith(b"<!doctype html>"), path)
        self.assert_problem(self.ask("/api/v1/claims", method="DELETE"), 405, "GET")

    def test_unchanged_answers_are_not_sent_again(self):
        status, headers, body = self.ask("/api/v1/claims")
        again = self.ask("/api/v1/claims", If_None_Match=headers["etag"])
        self.assertEqual((again[0], again[2]), (304, b""))
        self.assertEqual(self.ask("/api/v1/claims", If_None_Match='"other"')[0], 200)
        packed = self.ask("/api/v1/claims", Accept_Encoding="gzip")
        self.assertEqual(packed[1]["content-encoding"], "gzip")
        self.assertEqual(gzip.decompress(packed[2]), body)
        self.assertLess(len(packed[2]), len(body) / 2)
        head = self.ask("/api/v1/claims", method="HEAD")
        self.assertEqual((head[0], head[2], head[1]["etag"]), (200, b"", headers["etag"]))

    def test_every_answer_has_a_tag_and_comes_packed(self):
        volatile = {"/api/v1/health", "/api/v1/metrics"}
        references = {"R": "R1", "C": "C10", "O": "O1", "K": "K1"}
        for path, operations in self.openapi["paths"].items():
            operation = operations.get("get")
            if not operation:
                continue
            letter = [p["description"][-2] for p in operation["parameters"] if p["in"] == "path"]
            asked = path.replace("{ref}", references[letter[0]] if letter else "")
            _, headers, body = self.ask(asked)
            self.assertRegex(headers["etag"], '^"[0-9a-f]{32}"$', asked)
            self.assertIn("304", operation["responses"])
            packed = self.ask(asked, Accept_Encoding="gzip")
            if len(body) >= 512:
                self.assertEqual(packed[1].get("content-encoding"), "gzip", asked)
                self.assertLess(len(packed[2]), len(body))
            if path in volatile:
                continue
            unpacked = gzip.decompress(packed[2]) if "content-encoding" in packed[1] else packed[2]
            self.assertEqual(unpacked, body, asked)
            self.assertEqual(self.ask(asked, If_None_Match=headers["etag"])[0], 304, asked)

    def test_what_is_cut_says_so(self):
        for name in ("claims", "reports", "observations", "checks", "accounts", "docket", "layers/claims"):
            self.assertIsNotNone(self.server.json(f"/api/v1/{name}?limit=1")["next"], name)
            self.assertIsNone(self.server.json(f"/api/v1/{name}?limit=500")["next"], name)
        for name in ("series", "sources", "places"):
            self.assertTrue(self.server.json(f"/api/v1/{name}?limit=1")["truncated"], name)
            self.assertFalse(self.server.json(f"/api/v1/{name}?limit=500")["truncated"], name)
        few, all_of_them = (self.server.json(f"/api/v1/sources?limit={n}") for n in (2, 500))
        self.assertEqual((len(few["retellings"]), few["retellings_truncated"]), (2, True))
        self.assertFalse(all_of_them["retellings_truncated"])

    def test_the_docket_is_what_is_held_against_the_future(self):
        claims = self.server.json("/api/v1/claims?limit=500")["items"]
        due = [c["ref"] for c in claims if c["kind"] == "forecast" or c["modality"] in ("demanded", "offered") or c.get("deadline")]
        self.assertTrue(due)
        self.assertEqual([c["ref"] for c in self.server.json("/api/v1/docket?limit=500")["items"]], due)

    def test_the_document_holds_together(self):
        def references(node):
            if isinstance(node, dict):
                if isinstance(node.get("$ref"), str):
                    yield node["$ref"]
                for value in node.values():
                    yield from references(value)
            elif isinstance(node, list):
                for value in node:
                    yield from references(value)

        self.assertEqual(self.openapi["openapi"], "3.1.0")
        found = set(references(self.openapi))
        for reference in found:
            node = self.openapi
            for part in reference.removeprefix("#/").split("/"):
                self.assertIn(part, node, reference)
                node = node[part]
        for schema in self.openapi["components"]["schemas"].values():
            jsonschema.Draft202012Validator.check_schema(schema)
        self.assertEqual({r.rsplit("/", 1)[1] for r in found if "/schemas/" in r}, set(self.openapi["components"]["schemas"]))

    def test_evidence_is_bytes_of_the_text(self):
        for claim in self.server.json("/api/v1/claims?limit=500")["items"]:
            text = self.server.json("/api/v1/reports/" + claim["report"]["ref"])["text"].encode()
            pieces = [text[s["start"]:s["end"]].decode() for s in claim["evidence"]]
            self.assertEqual(" ... ".join(pieces), claim["evidence_text"])

    def test_a_report_is_read_again_byte_for_byte(self):
        text = self.server.json("/api/v1/reports/R1")["text"].encode()
        read = self.server.json("/api/v1/annotations/R1")
        spans = [span for a in read["attributions"] for role in ("source", "cue", "content") for span in a[role]]
        self.assertGreater(len(spans), 10)
        self.assertTrue(any(a["source"] and a["cue"] and a["content"] for a in read["attributions"]))
        for span in spans + read["quantities"] + read["times"] + read["places"]:
            self.assertEqual(text[span["start"]:span["end"]].decode(), span["text"])

    def test_checks_are_those_of_the_tool(self):
        out = subprocess.run([SITREP, "check", "--format", "json"], env=self.server.environment, capture_output=True).stdout
        self.assertEqual(self.server.json("/api/v1/checks?limit=500")["items"], json.loads(out))
        slips = self.server.json("/api/v1/checks?outcome=slip")["items"]
        self.assertTrue(slips and all(c["slip"] for c in slips))

    def test_feed_and_layer(self):
        atom = "{http://www.w3.org/2005/Atom}"
        feed = xml.etree.ElementTree.fromstring(self.ask("/api/v1/feeds/claims?kind=losses")[2])
        entries = feed.findall(atom + "entry")
        self.assertTrue(entries)
        for entry in entries:
            self.assertEqual(entry.find(atom + "category").get("term"), "losses")
        # Pages of one search, each naming itself and the next, come to all of its claims.
        seen, address = [], "/api/v1/feeds/claims?party=RUS&q=drones%20OR%20%22depot%22&limit=3"
        while address:
            feed = xml.etree.ElementTree.fromstring(self.ask(address)[2])
            links = {link.get("rel"): link.get("href") for link in feed.findall(atom + "link")}
            self.assertEqual(self.ask(links["self"])[2], self.ask(address)[2])
            seen += [entry.find(atom + "id").text.rsplit(":", 1)[1] for entry in feed.findall(atom + "entry")]
            address = links.get("next")
        searched = self.server.json("/api/v1/claims?party=RUS&q=drones%20OR%20%22depot%22&limit=500&order=newest")["items"]
        self.assertGreater(len(searched), 3)
        self.assertEqual(seen, [claim["ref"] for claim in searched])
        for feature in self.server.json("/api/v1/layers/claims?limit=500")["features"]:
            lon, lat = feature["geometry"]["coordinates"]
            self.assertTrue(-180 <= lon <= 180 and -90 <= lat <= 90)

    def test_posting_needs_the_token(self):
        for headers in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": TOKEN}, {"Authorization": "Bearer "}):
            self.assert_problem(self.ask("/api/v1/reports", "POST", "x", Content_Type="text/plain", **headers), 401, "Bearer")

    def test_hosts_of_elsewhere_are_refused(self):
        self.assert_problem(self.ask("/api/v1/health", Host="evil.example"), 421, "this machine")
        self.assert_problem(self.ask("/api/v1/health", Host="localhost.evil.example"), 421, "this machine")
        self.assertEqual(self.ask("/api/v1/health", Host=f"localhost:{self.server.port}")[0], 200)

    def test_header_bombs_and_nonsense(self):
        for request in (b"GET / HTTP/1.1\r\n" + b"".join(b"X%d: y\r\n" % i for i in range(20000)) + b"\r\n",
                        b"GET /" + b"a" * 100000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
                        b"GET /api/v1/claims?" + b"&".join(b"a%d=1" % i for i in range(5000)) + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
                        b"\x16\x03\x01\x02\x00", b"\0" * 5000, b"GET\r\n\r\n"):
            with socket.create_connection(("127.0.0.1", self.server.port), timeout=20) as client:
                try:
                    client.sendall(request)
                    client.shutdown(socket.SHUT_WR)
                    answer = client.recv(65536)
                except OSError:
                    answer = b""
            self.assertNotIn(b" 200 ", answer[:20])
        self.assertEqual(self.ask("/api/v1/health")[0], 200)

    def test_slow_clients_and_many_connections_do_not_stop_others(self):
        slow = []
        for _ in range(200):
            client = socket.create_connection(("127.0.0.1", self.server.port), timeout=20)
            client.sendall(b"GET /api/v1/claims HTTP/1.1\r\nHost: localh")
            slow.append(client)
        failures = []

        def ask_some():
            for _ in range(20):
                if self.ask("/api/v1/claims?limit=5")[0] != 200:
                    failures.append(1)

        threads = [threading.Thread(target=ask_some) for _ in range(8)]
        for t in threads:
            t.start()
        for t in threads:
            t.join()
        self.assertFalse(failures)
        for client in slow:
            client.close()

    def test_health_and_metrics(self):
        health = self.server.json("/api/v1/health")
        self.assertEqual((health["status"], health["reports"]), ("ok", 3))
        text = self.ask("/api/v1/metrics")[2].decode()
        self.assertRegex(text, r'(?m)^sitrep_requests_total\{status="2xx"\} [1-9]')
        self.assertRegex(text, r"(?m)^sitrep_claims \d+$")
        counts = [int(n) for n in re.findall(r'sitrep_request_seconds_bucket\{le="[^"]+"\} (\d+)', text)]
        self.assertEqual(counts, sorted(counts))

    def test_the_brief_is_that_of_the_tool(self):
        for form in ("json", "markdown"):
            out = subprocess.run([SITREP, "brief", "--format", form], env=self.server.environment, capture_output=True,
                                 check=True).stdout
            self.assertEqual(self.ask("/api/v1/brief?format=" + form)[2], out)
        out = subprocess.run([SITREP, "brief", "--format", "html", "--topic", "strikes", "--borders", "disputed"],
                             env=self.server.environment, capture_output=True, check=True).stdout
        self.assertEqual(self.ask("/api/v1/brief?format=html&topic=strikes&borders=disputed")[2], out)
        self.assertNotEqual(self.ask("/api/v1/brief?format=html&topic=strikes")[2], self.ask("/api/v1/brief?format=html")[2])
        self.assert_problem(self.ask("/api/v1/brief?topic=gossip"), 400, "'topic' is control")
        out = subprocess.run([SITREP, "brief", "--format", "html", "--lang", "uk"], env=self.server.environment,
                             capture_output=True, check=True).stdout
        self.assertEqual(self.ask("/api/v1/brief?format=html&lang=uk")[2], out)
        self.assertIn(b'lang="uk"', out)


class Ground(Served):
    """Control maps and borders, as the map of the desk asks for them."""

    def borders(self):
        """One division, the western half of the invented front's ground and all that lies around it."""
        unit = {"type": "Feature", "properties": {"iso_3166_2": "UA-14", "name": "West"}, "geometry": {"type": "Polygon",
                "coordinates": [[[37, 47], [38, 47], [38, 50], [37, 50], [37, 47]]]}}
        path = self.server.folder.name + "/borders.geojson"
        with open(path, "w") as out:
            json.dump({"type": "FeatureCollection", "features": [unit]}, out)
        self.server.run("observe", "borders", "--quiet", "--source", "a test", "--licence", "none needed", path)

    def test_maps_by_day_and_areas_by_division(self):
        get = self.server.json
        self.assertEqual(get("/api/v1/layers/control")["features"], [])
        self.assertEqual(get("/api/v1/areas")["items"], [])
        self.assertIsNone(get("/api/v1/layers/borders")["borders"])
        self.borders()
        outline, = get("/api/v1/layers/borders")["features"]
        self.assertEqual(outline["properties"]["name"], "West")
        self.assertEqual(get("/api/v1/layers/borders?country=PL")["features"], [])
        self.server.run("observe", "map", "--quiet", "--source", "a test", "--licence", "none needed", "--party", "RED",
                        "--fetched", "2025-07-10", "--classes", "status: held=held, contested=contested", "maps")
        maps = get("/api/v1/maps")["items"]
        self.assertEqual({m["day"] for m in maps}, {"2025-05-01", "2025-07-09"})
        for asked, day in (("2025-07-01", "2025-05-01"), ("2025-07-09", "2025-07-09"), ("2026-01-01", "2025-07-09")):
            layer = get("/api/v1/layers/control?until=" + asked)
            self.assertEqual({f["properties"]["day"] for f in layer["features"]}, {day})
            self.assertEqual({f["properties"]["class"] for f in layer["features"]}, {"held", "contested"})
            for f in layer["features"]:
                for ring in (ring for polygon in f["geometry"]["coordinates"] for ring in polygon):
                    self.assertEqual(ring[0], ring[-1])
        self.assertEqual(get("/api/v1/layers/control?until=2025-04-30")["features"], [])
        for known, n in (("2025-07-09", 0), ("2025-07-10", 4)):
            self.assertEqual(len(get("/api/v1/maps?as_of=" + known)["items"]), n)
            self.assertEqual(len(get("/api/v1/areas?as_of=" + known)["items"]), n)
            self.assertEqual(len(get("/api/v1/layers/control?as_of=" + known)["features"]), n // 2)
        areas = get("/api/v1/areas?since=2025-07-09&until=2025-07-09")["items"]
        whole, = (a for a in areas if not a["code"])
        part, = (a for a in areas if a["code"])
        held, = (m for m in maps if m["day"] == "2025-07-09" and m["class"] == "held")
        self.assertAlmostEqual(whole["area_km2"], held["area_km2"], 3)
        self.assertTrue(0 < part["area_km2"] < whole["area_km2"])
        for path, schema in (("maps", "Maps"), ("areas", "Areas"), ("layers/control", "ControlLayer"),
                             ("layers/borders", "BorderLayer")):
            self.assert_schema(get("/api/v1/" + path), schema)


class Posting(unittest.TestCase):
    def setUp(self):
        self.server = Server()

    def tearDown(self):
        status, rest = self.server.stop()
        self.assertEqual(status, 0, rest)

    def post(self, body, kind="application/json", token=TOKEN):
        answer = self.server.ask("/api/v1/reports", "POST", body, Content_Type=kind, Authorization="Bearer " + token)
        self.assertIn(str(answer[0]), self.server.json("/openapi.json")["paths"]["/api/v1/reports"]["post"]["responses"])
        return answer

    def test_a_posted_report_is_read_once(self):
        before = self.server.ask("/api/v1/claims?source=Regional%20Health%20Office")[1]["etag"]
        report = json.dumps({"text": "The Regional Health Office said that 12 people were wounded in Kharkiv on 3 May 2025.",
                             "outlet": "North Radio", "date": "2025-05-04", "id": "n1"})
        status, headers, body = self.post(report)
        receipt = json.loads(body)
        self.assertEqual((status, receipt["already_there"]), (201, False))
        self.assertGreaterEqual(receipt["claims"], 1)
        self.assertEqual(headers["location"], "/api/v1/reports/" + receipt["report"])
        self.assertEqual(self.server.json(headers["location"])["outlet"], "North Radio")
        self.assertNotEqual(self.server.ask("/api/v1/claims?source=Regional%20Health%20Office")[1]["etag"], before)
        status, _, body = self.post(report)
        self.assertEqual((status, json.loads(body)["already_there"]), (200, True))

    def test_bad_posts_change_nothing(self):
        for body, kind in (("", "text/plain"), ("[1]", "application/json"), ('{"text": 3}', "application/json"),
                           ("x", "image/png"), (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 4, "text/plain"),
                           ('{"text": "x", "date": "tomorrow"}', "application/json")):
            status, _, answer = self.post(body, kind)
            self.assertEqual(status, 400, (body, answer))
        self.assertEqual(self.server.json("/api/v1/health")["reports"], 3)

    def test_too_large_and_too_many(self):
        self.assertEqual(self.post(b"a b. " * 300000, "text/plain")[0], 413)
        self.assertEqual(self.post("x", token="another token of the tests")[0], 401)
        answers = [self.post("{}")[0] for _ in range(12)]
        self.assertIn(429, answers)
        self.assertEqual(self.server.json("/api/v1/health")["reports"], 3)


class Starting(unittest.TestCase):
    def test_without_a_token_it_is_read_only(self):
        server = Server(posts=False)
        self.assertIn("read-only", server.greeting)
        self.assertEqual(server.ask("/api/v1/reports", "POST", "x", Authorization="Bearer " + TOKEN)[0], 401)
        self.assertEqual(server.stop()[0], 0)

    def test_what_cannot_be_served_is_said(self):
        with tempfile.TemporaryDirectory() as folder:
            def fails(*arguments, **environment):
                done = subprocess.run([SITREP, "serve", *arguments], capture_output=True, text=True, timeout=60,
                                      env=dict(os.environ, SITREP_LEDGER=folder + "/none.db", **environment))
                self.assertEqual(done.returncode, 2)
                return done.stderr
            self.assertIn("there is no ledger", fails())
            subprocess.run([SITREP, "read", "--quiet", "general-staff.txt"], cwd=EXAMPLES, check=True, capture_output=True,
                           env=dict(os.environ, SITREP_LEDGER=folder + "/none.db"))
            self.assertIn("not an IP address", fails("--address", "here"))
            self.assertIn("token needs 16", fails(SITREP_TOKEN="short"))
            self.assertIn("cannot read", fails("--web", folder + "/nowhere"))
            self.assertIn("--port", fails("--port", "70000"))

    def test_the_desk_is_served_from_its_folder_alone(self):
        with tempfile.TemporaryDirectory() as folder:
            os.mkdir(folder + "/assets")
            for name, text in (("index.html", "<!doctype html><title>desk</title>"), ("assets/a-1.js", "1;" * 600), ("secret.key", "k")):
                with open(f"{folder}/{name}", "w") as out:
                    out.write(text)
            server = Server("--web", folder)
            self.assertIn(b"desk", server.ask("/")[2])
            self.assertIn(b"desk", server.ask("/claims/C12")[2])
            status, headers, _ = server.ask("/assets/a-1.js", Accept_Encoding="gzip")
            self.assertEqual((status, headers["content-encoding"]), (200, "gzip"))
            self.assertIn("immutable", headers["cache-control"])
            for path in ("/secret.key", "/assets/../secret.key", "/assets/%2e%2e/secret.key", "/assets/none.js"):
                self.assertEqual(server.ask(path)[0], 404, path)
            self.assertEqual(server.stop()[0], 0)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0]], verbosity=1)
