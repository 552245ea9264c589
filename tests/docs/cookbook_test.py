"""The recipes of docs/cookbook do what they say: cookbook_test.py SITREP SOURCE_DIR

The blocks of a page (sh, python, r) run in their order, in a folder with the examples and their ledger; each line of a text
block has to be part of a line that the block before it prints. A page whose tool is not there is skipped.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

SITREP, SOURCE = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
# What tools/cookbook installs from PyPI.
PYTHONS = [os.path.join(SOURCE, "build", "cookbook", "bin", "python"), "/usr/bin/python3", sys.executable]
PAGES = sorted(name for name in os.listdir(os.path.join(SOURCE, "docs", "cookbook")) if name not in ("README.md",))
BLOCK = re.compile(r"^```(sh|python|r|text)\n(.*?)^```$", re.M | re.S)


def page(name):
    with open(os.path.join(SOURCE, "docs", "cookbook", name), encoding="utf-8") as file:
        return file.read()


def python_with(module):
    for python in PYTHONS:
        if os.path.exists(python) and not subprocess.run([python, "-c", f"import {module}"], capture_output=True).returncode:
            return python
    return None


class Cookbook(unittest.TestCase):
    def setUp(self):
        self.work = tempfile.TemporaryDirectory()
        shutil.copytree(os.path.join(SOURCE, "examples"), self.work.name, dirs_exist_ok=True)
        tools = os.path.join(self.work.name, ".tools")
        os.mkdir(tools)
        os.symlink(SITREP, os.path.join(tools, "sitrep"))
        path = os.pathsep.join([tools, os.path.dirname(PYTHONS[0]), os.environ["PATH"]])
        self.environment = dict(os.environ, PATH=path, QT_QPA_PLATFORM="offscreen", XDG_RUNTIME_DIR=self.work.name)
        self.environment.pop("SITREP_LEDGER", None)
        (start, _), = [(text, kind) for kind, text in BLOCK.findall(page("README.md"))]
        self.run_block(["sh", "-eu", "-c", start])

    def tearDown(self):
        self.work.cleanup()

    def run_block(self, command):
        done = subprocess.run(command, cwd=self.work.name, env=self.environment, capture_output=True, text=True, timeout=240)
        self.assertEqual(done.returncode, 0, f"{command[-1]}\n{done.stdout}\n{done.stderr}")
        return done.stdout

    def recipe(self, name):
        text = page(name)
        need = re.search(r"<!-- needs: (\S+) -->", text).group(1)
        python = sys.executable
        if need.startswith("python:"):
            python = python_with(need.removeprefix("python:"))
            if not python:
                self.skipTest(f"no Python has {need.removeprefix('python:')}")
        elif not shutil.which(need, path=self.environment["PATH"]):
            self.skipTest(f"{need} is not there")
        printed, ran, shown = "", 0, 0
        for kind, block in BLOCK.findall(text):
            if kind == "text":
                for line in filter(None, block.splitlines()):
                    self.assertTrue(any(line in each for each in printed.splitlines()), f"{name} shows {line!r}, not in\n{printed}")
                    shown += 1
                continue
            command = {"sh": ["sh", "-eu", "-c"], "python": [python, "-c"], "r": ["Rscript", "-e"]}[kind]
            printed = self.run_block([*command, block])
            ran += 1
        self.assertTrue(ran and shown, name)

    def test_every_page_is_in_the_index(self):
        for name in PAGES:
            self.assertIn(f"({name})", page("README.md"))


for name in PAGES:
    setattr(Cookbook, "test_" + name.removesuffix(".md"), lambda self, name=name: self.recipe(name))

if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0]], verbosity=2)
