"""Files for other programs, as those programs read them: files_test.py SITREP EXAMPLES_FOLDER

What `sitrep export` writes of the examples is held against its own descriptions and against the standards that it names.
"""

import csv
import json
import os
import shutil
import sqlite3
import struct
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree

import jsonschema

SITREP, EXAMPLES = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
FOLDER = tempfile.TemporaryDirectory()
ENVIRONMENT = dict(os.environ, SITREP_LEDGER=os.path.join(FOLDER.name, "examples.db"))


def sitrep(*arguments):
    """What a command prints; it has to end well."""
    done = subprocess.run([SITREP, *arguments], env=ENVIRONMENT, cwd=EXAMPLES, capture_output=True, check=True)
    assert b"Sanitizer" not in done.stderr and b"runtime error" not in done.stderr, done.stderr
    return done.stdout


def lines(what, *more):
    return [json.loads(line) for line in sitrep("export", "--what", what, *more).splitlines()]


class Schemas(unittest.TestCase):
    def validator(self, what):
        schema = json.loads(sitrep("export", "--format", "jsonschema", "--what", what))
        jsonschema.Draft202012Validator.check_schema(schema)
        return jsonschema.Draft202012Validator(schema)

    def test_every_line_is_what_the_schema_says(self):
        for what in ("claims", "observations", "checks"):
            validator, records = self.validator(what), lines(what, "--all")
            self.assertGreater(len(records), 2, what)
            for record in records:
                validator.validate(record)
        kinds = {claim["kind"] for claim in lines("claims")}
        self.assertGreaterEqual(len(kinds), 9, kinds)

    def test_what_is_no_record_is_refused(self):
        validator, claim = self.validator("claims"), lines("claims")[0]
        for change in ({"ref": "12"}, {"kind": "gossip"}, {"confidence": 2}, {"when": "yesterday"}, {"evidence": []},
                       {"superseded": None}, {"victim": "robot"}, {"rating": 5}):
            with self.assertRaises(jsonschema.ValidationError, msg=change):
                validator.validate({**claim, **change})
        for key in claim:
            if key in validator.schema["$defs"]["Claim"]["required"]:
                with self.assertRaises(jsonschema.ValidationError, msg=key):
                    validator.validate({k: v for k, v in claim.items() if k != key})

    def test_a_package_tells_its_columns(self):
        folder = os.path.join(FOLDER.name, "package")
        sitrep("export", "--format", "datapackage", "--output", folder)
        with open(os.path.join(folder, "datapackage.json"), encoding="utf-8") as file:
            package = json.load(file)
        readers = {"string": str, "number": float, "integer": int, "date": lambda text: [int(x) for x in text.split("-")],
                   "boolean": {"true": True, "false": False}.__getitem__}
        for resource in package["resources"]:
            with open(os.path.join(folder, resource["path"]), encoding="utf-8", newline="") as file:
                rows = list(csv.DictReader(file, strict=True))
            fields = resource["schema"]["fields"]
            self.assertGreater(len(rows), 2)
            self.assertEqual([field["name"] for field in fields], list(rows[0]))
            keys = [row[resource["schema"]["primaryKey"]] for row in rows]
            self.assertEqual(len(set(keys)), len(keys))
            for row in rows:
                for field in fields:
                    if row[field["name"]]:
                        readers[field["type"]](row[field["name"]])


class Tags(unittest.TestCase):
    """HXL 1.1: the row of tags names hashtags of the dictionary, and cells are of the kind that a hashtag asks for."""

    HASHTAGS = set("access activity adm1 adm2 adm3 adm4 adm5 affected beneficiary capacity cause channel contact country crisis "
                   "currency date description event frequency geo group impact indicator inneed item loc meta modality need "
                   "operations org output population reached region respondee sector service severity status subsector targeted "
                   "value".split())
    NUMBERS = {"affected", "inneed", "population", "reached", "targeted", "value"}

    def test_tags_are_of_the_dictionary_and_cells_of_their_kind(self):
        for options in (("--what", "claims"), ("--what", "observations"), ("--what", "checks"), ("--format", "events")):
            form = () if "--format" in options else ("--format", "csv")
            rows = list(csv.reader(sitrep("export", "--hxl", *form, *options).decode().splitlines(keepends=True), strict=True))
            header, tags = rows[0], rows[1]
            self.assertEqual(len(header), len(tags))
            self.assertGreater(len(rows), 4, options)
            for at, tag in enumerate(tags):
                self.assertRegex(tag, r"^#[a-z0-9_]+(\+[a-z][a-z0-9_]*)*$", header[at])
                name, *attributes = tag[1:].split("+")
                self.assertIn(name, self.HASHTAGS, header[at])
                for cell in filter(None, (row[at] for row in rows[2:])):
                    if name in self.NUMBERS or "num" in attributes:
                        float(cell)
                    if name == "date":
                        self.assertRegex(cell, r"^[0-9]{4}(-[0-9]{2}-[0-9]{2})?$", header[at])


class Events(unittest.TestCase):
    """Rows in ACLED's columns, with names of its codebook and codes that PLOVER and CAMEO have."""

    TYPES = {"Battles": {"Armed clash", ""}, "Explosions/Remote violence": {"Air/drone strike", "Shelling/artillery/missile attack", ""},
             "Strategic developments": {"Disrupted weapons use"}, "": {""}}
    PLOVER = set("AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE "
                 "COERCE ASSAULT".split())

    def test_columns_and_names(self):
        rows = list(csv.DictReader(sitrep("export", "--format", "events").decode().splitlines(keepends=True)))
        self.assertEqual(list(rows[0])[:31], "event_id_cnty event_date year time_precision disorder_type event_type sub_event_type "
                         "actor1 assoc_actor_1 inter1 actor2 assoc_actor_2 inter2 interaction civilian_targeting iso region country "
                         "admin1 admin2 admin3 location latitude longitude geo_precision source source_scale notes fatalities tags "
                         "timestamp".split())
        self.assertGreater(len(rows), 10)
        for row in rows:
            self.assertIn(row["sub_event_type"], self.TYPES[row["event_type"]])
            self.assertIn(row["disorder_type"], {"Political violence", "Strategic developments", ""})
            if row["plover"]:
                self.assertIn(row["plover"].split("/")[0], self.PLOVER)
            self.assertRegex(row["cameo"], r"^((0[1-9]|1[0-9]|20)[0-9]{1,2})?$")
            self.assertEqual(int(row["timestamp"]) % 86400, 0)
        self.assertIn("Ukraine", {row["country"] for row in rows})
        self.assertFalse([row["country"] for row in rows if len(row["country"]) == 2])
        shot_down = [row for row in rows if row["tags"].startswith("interception")]
        self.assertTrue(shot_down and all(row["sub_event_type"] == "Disrupted weapons use" and not row["plover"] for row in shot_down))


class GeoPackage(unittest.TestCase):
    """The tables and bytes that OGC 12-128r18 asks for, and what QGIS looks for beside them."""

    @classmethod
    def setUpClass(cls):
        unit = {"type": "Feature", "properties": {"iso_3166_2": "UA-14", "name": "West"}, "geometry": {"type": "MultiPolygon",
                "coordinates": [[[[37, 47], [38, 47], [38, 50], [37, 50], [37, 47]],
                                 [[37.2, 47.2], [37.2, 47.4], [37.4, 47.4], [37.4, 47.2], [37.2, 47.2]]],
                                [[[30, 47], [31, 47], [31, 48], [30, 47]]]]}}
        borders = os.path.join(FOLDER.name, "borders.geojson")
        with open(borders, "w", encoding="utf-8") as out:
            json.dump({"type": "FeatureCollection", "features": [unit]}, out)
        sitrep("observe", "borders", "--quiet", "--source", "a test", "--licence", "CC0", borders)
        for party, licence in (("A & <B>", "CC BY 4.0"), ("C", "figures measured from the map; the map may not be redistributed")):
            sitrep("observe", "map", "--quiet", "--source", "a test", "--licence", licence, "--party", party, "--classes",
                   "status: held=held, contested=contested", "maps")
        cls.path = os.path.join(FOLDER.name, "claims.gpkg")
        done = subprocess.run([SITREP, "export", "--format", "geopackage", "--output", cls.path], env=ENVIRONMENT,
                              capture_output=True, text=True, check=True)
        cls.told = done.stderr
        cls.db = sqlite3.connect(cls.path)

    @classmethod
    def tearDownClass(cls):
        cls.db.close()

    def rows(self, sql, *values):
        return self.db.execute(sql, values).fetchall()

    @staticmethod
    def geometry(blob):
        """Rings of points; for a point, one of one."""
        magic, version, flags, srs = struct.unpack_from("<2sBBi", blob)
        assert (magic, version, flags, srs) == (b"GP", 0, 1, 4326)

        def read(form, at):
            return struct.unpack_from("<" + form, blob, at), at + struct.calcsize("<" + form)

        (order, kind), at = read("BI", 8)
        assert order == 1
        if kind == 1:
            assert len(blob) == at + 16
            return [[struct.unpack_from("<dd", blob, at)]]
        assert kind == 6
        (polygons,), at = read("I", at)
        rings = []
        for _ in range(polygons):
            (order, kind, n), at = read("BII", at)
            assert (order, kind) == (1, 3)
            for _ in range(n):
                (points,), at = read("I", at)
                rings.append([struct.unpack_from("<dd", blob, at + 16 * i) for i in range(points)])
                at += 16 * points
                assert rings[-1][0] == rings[-1][-1] and points >= 4
        assert at == len(blob)
        return rings

    def test_it_is_a_geopackage(self):
        self.assertEqual(self.rows("PRAGMA application_id"), [(0x47504B47,)])
        self.assertEqual(self.rows("PRAGMA integrity_check"), [("ok",)])
        self.assertEqual(self.rows("PRAGMA foreign_key_check"), [])
        layers = dict(self.rows("SELECT table_name, data_type FROM gpkg_contents"))
        self.assertEqual(layers, {"borders": "features", "control": "features", "claims": "features", "layer_styles": "attributes"})
        self.assertEqual({row[0] for row in self.rows("SELECT srs_id FROM gpkg_spatial_ref_sys")}, {-1, 0, 4326})
        for name, west, south, east, north in self.rows(
                "SELECT table_name, min_x, min_y, max_x, max_y FROM gpkg_contents WHERE data_type = 'features'"):
            points = [p for (blob,) in self.rows(f'SELECT geom FROM "{name}"') for ring in self.geometry(blob) for p in ring]
            self.assertEqual((west, south, east, north), (min(x for x, _ in points), min(y for _, y in points),
                                                          max(x for x, _ in points), max(y for _, y in points)), name)

    def test_claims_are_those_of_the_geojson(self):
        features = json.loads(sitrep("export", "--format", "geojson"))["features"]
        expected = sorted((f["properties"]["claim"], f["properties"]["place"], *f["geometry"]["coordinates"]) for f in features)
        got = sorted((claim, place, *self.geometry(blob)[0][0]) for claim, place, blob in self.rows("SELECT claim, place, geom FROM claims"))
        self.assertGreater(len(expected), 5)
        self.assertEqual([g[:2] for g in got], [e[:2] for e in expected])
        for g, e in zip(got, expected):
            self.assertAlmostEqual(g[2], e[2], 6)
            self.assertAlmostEqual(g[3], e[3], 6)

    def test_shapes_keep_their_holes_and_parts(self):
        (blob,), = self.rows("SELECT geom FROM borders")
        self.assertEqual(sorted(len(ring) for ring in self.geometry(blob)), [4, 5, 5])

    def test_what_may_not_be_passed_on_is_left_out_and_counted(self):
        self.assertEqual({party for party, in self.rows("SELECT party FROM control")}, {"A & <B>"})
        self.assertIn("shapes left out that may not be passed on", self.told)
        self.assertIn("may not be redistributed", self.told)

    def test_each_layer_has_its_style(self):
        for table, column, default, qml in self.rows("SELECT f_table_name, f_geometry_column, useAsDefault, styleQML FROM layer_styles"):
            self.assertEqual((column, default), ("geom", 1))
            style = xml.etree.ElementTree.fromstring(qml)
            renderer = style.find("renderer-v2")
            self.assertIn((renderer.get("attr"),), self.rows(f"SELECT name FROM pragma_table_info('{table}')"))
            symbols = {symbol.get("name") for symbol in renderer.find("symbols")}
            self.assertEqual({category.get("symbol") for category in renderer.find("categories")}, symbols)
        values = {}
        for table, qml in self.rows("SELECT f_table_name, styleQML FROM layer_styles"):
            values[table] = [c.get("value") for c in xml.etree.ElementTree.fromstring(qml).iter("category")]
        self.assertEqual(values["control"], ["A & <B>", "C", ""])
        self.assertLessEqual({kind for kind, in self.rows("SELECT DISTINCT kind FROM claims")}, set(values["claims"]))

    def test_the_same_ledger_gives_the_same_bytes(self):
        again = os.path.join(FOLDER.name, "again.gpkg")
        sitrep("export", "--format", "geopackage", "--output", again)
        with open(self.path, "rb") as one, open(again, "rb") as two:
            self.assertEqual(one.read(), two.read())
        self.assertFalse(os.path.exists(again + ".part"))

    @unittest.skipUnless(shutil.which("ogrinfo"), "GDAL's programs are not there")
    def test_gdal_reads_it(self):
        told = subprocess.run(["ogrinfo", "-so", "-al", self.path], capture_output=True, text=True, check=True).stdout
        count, = self.rows("SELECT count(*) FROM claims")[0]
        self.assertRegex(told, rf"(?s)Layer name: claims.*Geometry: Point\nFeature Count: {count}\n")
        self.assertNotIn("Warning", told)


class Chains(unittest.TestCase):
    """PROV-JSON, against the claims themselves and, where it is there, with the reference reader of Python."""

    @classmethod
    def setUpClass(cls):
        cls.text = sitrep("export", "--format", "prov").decode()
        cls.document = json.loads(cls.text)
        cls.claims = lines("claims")

    def test_every_relation_is_between_what_is_there(self):
        entities, agents = self.document["entity"], self.document["agent"]
        ids = []
        for relation in self.document["wasAttributedTo"].items():
            ids.append(relation[0])
            self.assertIn(relation[1]["prov:entity"], entities)
            self.assertIn(relation[1]["prov:agent"], agents)
        for relation in self.document["wasDerivedFrom"].items():
            ids.append(relation[0])
            self.assertIn(relation[1]["prov:generatedEntity"], entities)
            self.assertIn(relation[1]["prov:usedEntity"], entities)
        self.assertEqual(len(ids), len(set(ids)))
        self.assertEqual(len({agent["prov:label"] for agent in agents.values()}), len(agents))

    def test_a_chain_leads_from_the_claim_to_its_root(self):
        said_by = {r["prov:entity"]: self.document["agent"][r["prov:agent"]]["prov:label"]
                   for r in self.document["wasAttributedTo"].values()}
        quoted = {}
        for relation in self.document["wasDerivedFrom"].values():
            self.assertEqual(relation["prov:type"]["$"], "prov:Quotation")
            quoted.setdefault(relation["prov:generatedEntity"], []).append(relation["prov:usedEntity"])
        self.assertGreater(max(len(claim["chain"]) for claim in self.claims), 1)
        for claim in self.claims:
            at = "sitrep:" + claim["ref"]
            self.assertEqual(self.document["entity"][at]["prov:value"], claim["evidence_text"])
            self.assertEqual(said_by[at], claim["report"]["outlet"] or claim["report"]["name"])
            self.assertIn("sitrep:" + claim["report"]["ref"], quoted[at])
            chain = []
            while following := [e for e in quoted.get(at, []) if not e.startswith("sitrep:R")]:
                at, = following
                chain.append(said_by[at])
            self.assertEqual(chain, [link["name"] for link in claim["chain"]], claim["ref"])

    def test_a_report_that_supersedes_is_a_revision(self):
        ledger = dict(ENVIRONMENT, SITREP_LEDGER=os.path.join(FOLDER.name, "revised.db"))
        for text in ("Ten people were killed, the mayor said.", "Nine people were killed, the mayor said."):
            subprocess.run([SITREP, "read", "--quiet", "--outlet", "Courier", "--date", "2025-07-11", "-"], env=ledger,
                           input=text.encode(), check=True, capture_output=True)
        def derived(*options):
            out = subprocess.run([SITREP, "export", "--format", "prov", *options], env=ledger, capture_output=True, check=True).stdout
            return [(r["prov:generatedEntity"], r["prov:usedEntity"]) for r in json.loads(out)["wasDerivedFrom"].values()
                    if r["prov:type"]["$"] == "prov:Revision"]
        self.assertEqual(derived("--all"), [("sitrep:R2", "sitrep:R1")])
        self.assertEqual(derived(), [])

    def test_a_reader_of_prov_takes_it(self):
        try:
            import prov.model
        except ImportError:
            self.skipTest("python3-prov is not there")
        document = prov.model.ProvDocument.deserialize(content=self.text, format="json")
        entities = list(document.get_records(prov.model.ProvEntity))
        self.assertEqual(len(entities), len(self.document["entity"]))
        derivations = list(document.get_records(prov.model.ProvDerivation))
        self.assertEqual(len(derivations), len(self.document["wasDerivedFrom"]))
        self.assertTrue(all(prov.model.PROV["Quotation"] in d.get_asserted_types() for d in derivations))


def set_up():
    for files in (["digest.html", "wire.html"], ["--date", "2025-07-11", "--outlet", "General Staff", "general-staff.txt"]):
        sitrep("read", "--quiet", *files)
    sitrep("observe", "--quiet", "figures.csv")


if __name__ == "__main__":
    set_up()
    unittest.main(argv=[sys.argv[0]], verbosity=1)
