"""Files for other programs, as those programs read them: files_test.py SITREP EXAMPLES_FOLDER

What `sitrep export` writes of the examples is held against its own descriptions and against the standards that it names.
"""

import csv
import json
import os
import subprocess
import sys
import tempfile
import unittest

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


def set_up():
    for files in (["digest.html", "wire.html"], ["--date", "2025-07-11", "--outlet", "General Staff", "general-staff.txt"]):
        sitrep("read", "--quiet", *files)
    sitrep("observe", "--quiet", "figures.csv")


if __name__ == "__main__":
    set_up()
    unittest.main(argv=[sys.argv[0]], verbosity=1)
