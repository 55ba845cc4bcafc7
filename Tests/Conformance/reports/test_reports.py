# SPDX-License-Identifier: Apache-2.0
"""The SARIF logs and patches of `classify-bridge migrate` say what `--write` does."""

import json
import os
import shutil
import subprocess
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import unquote

import pytest
import sarif
from corpus import TIMEOUT, cases, contents
from pydantic import ValidationError

PROGRAM = b"""from llama_cloud import LlamaCloud

client = LlamaCloud()
name = "\xe2\x80\xa6 \xf0\x9f\x93\x84"
r = client.classifier.classify(file_ids=["f"], rules=[{"type": "a", "description": "\xc3\xa4 b"}])
print(name, r.items[0].result.type)
"""
# A folder with names that need quotes, escapes or percent signs.
FILES = {
    "two words.py": PROGRAM,
    "caf\u00e9 %41#?.py": PROGRAM,
    'quote" and \\.py': PROGRAM,
    "in/crlf.py": PROGRAM.replace(b"\n", b"\r\n"),
    "in/no-end.py": PROGRAM[:-1],
    "in/mark.py": b"\xef\xbb\xbf" + PROGRAM,
}


def run(folder, *options):
    result = subprocess.run(
        [os.environ["CLASSIFY_BRIDGE"], "migrate", str(folder), *options],
        capture_output=True, timeout=TIMEOUT)
    assert result.returncode in (0, 2, 3, 4), result.stdout + result.stderr
    return result.returncode, result.stdout


class Project:
    """A folder, and what the command says about it in all formats."""

    def __init__(self, source, scratch, options):
        self.folder = scratch / "before"
        shutil.copytree(source, self.folder)
        self.before = contents(self.folder)
        self.exit, self.log = run(self.folder, "--format", "sarif", *options)
        self.patch = run(self.folder, "--format", "diff", *options)[1]
        self.exits = {
            format_: run(self.folder, "--format", format_, *options)[0]
            for format_ in ("text", "diff", "json", "markdown")
        }
        assert contents(self.folder) == self.before
        written = scratch / "written"
        shutil.copytree(source, written)
        run(written, "--write", *options)
        self.after = contents(written)

    def copy(self, target):
        shutil.copytree(self.folder, target)
        return target


@pytest.fixture(scope="session")
def projects(tmp_path_factory):
    names = tmp_path_factory.mktemp("names")
    for path, content in FILES.items():
        file = names / path
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(content)
    sources = {"names": (names, [])}
    sources |= {case.name: (case.folder / "before", case.options) for case in cases()}
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        futures = {
            name: pool.submit(Project, source, tmp_path_factory.mktemp("project"), options)
            for name, (source, options) in sources.items()
        }
        yield lambda name: futures[name].result()


@pytest.fixture(params=["names", *(case.name for case in cases())])
def project(request, projects):
    return projects(request.param)


def offset(data, line, column):
    """Returns the byte at a line and a column, both from 1, the column in code points."""
    lines = data.splitlines(keepends=True) + [b""]
    start = sum(map(len, lines[:line - 1]))
    # A column behind the last one is the end of the line.
    text = b"".join(lines[line - 1:line]).decode()
    return start + len(text[:column - 1].encode())


def check_region(region, data):
    first = region["byteOffset"]
    assert offset(data, region["startLine"], region["startColumn"]) == first
    last = first + region["byteLength"]
    assert offset(data, region["endLine"], region["endColumn"]) == last
    assert last <= len(data)


def path_of(location):
    assert location["uriBaseId"] == "%SRCROOT%"
    return unquote(location["uri"])


def test_logs_are_valid(project):
    [run_] = sarif.parsed(project.log)["runs"]
    rules = run_["tool"]["driver"]["rules"]
    for result in run_["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        for location in result["locations"]:
            place = location["physicalLocation"]
            data = project.before[path_of(place["artifactLocation"])]
            if "region" in place:
                check_region(place["region"], data)


def test_fixes_are_the_edits(project):
    edits, total = {}, Counter()
    for result in sarif.parsed(project.log)["runs"][0]["results"]:
        # Fixes stand alone: several have the same import or generated file, which is added once.
        of_result = Counter()
        for change in [c for fix in result.get("fixes", []) for c in fix["artifactChanges"]]:
            path = path_of(change["artifactLocation"])
            for replacement in change["replacements"]:
                region = replacement["deletedRegion"]
                check_region(region, project.before.get(path, b""))
                first, text = region["byteOffset"], replacement.get("insertedContent", {})
                edit = first, first + region["byteLength"], text.get("text", "").encode()
                of_result[path, edit] += 1
                if of_result[path, edit] > total[path, edit]:
                    total[path, edit] += 1
                    edits.setdefault(path, []).append(edit)
    result = dict(project.before)
    for path, replacements in edits.items():
        data = result.get(path, b"")
        for first, last, text in reversed(sorted(replacements, key=lambda edit: edit[:2])):
            data = data[:first] + text + data[last:]
        result[path] = data
    assert result == project.after


@pytest.mark.parametrize(
    "command", [["git", "apply"], ["patch", "-p1", "--silent"]], ids=["git", "patch"])
def test_patches_apply(project, command, tmp_path):
    folder = project.copy(tmp_path / "project")
    environment = {**os.environ, "GIT_CEILING_DIRECTORIES": str(tmp_path)}
    if project.patch:
        subprocess.run(command, input=project.patch, cwd=folder, env=environment, check=True)
    assert contents(folder) == project.after


def test_exit_codes_are_the_same_in_all_formats(project):
    assert set(project.exits.values()) == {project.exit}


@pytest.mark.parametrize("change", [
    lambda log: log.update(version="2.0.0"),
    lambda log: log["runs"][0].update(extra=1),
    lambda log: log["runs"][0].pop("tool"),
    lambda log: log["runs"][0]["results"][0].pop("message"),
    lambda log: log["runs"][0]["results"][0].update(level="bad"),
    lambda log: log["runs"][0]["results"][0].update(ruleIndex="0"),
    lambda log: log["runs"][0]["originalUriBaseIds"]["%SRCROOT%"].update(url="/"),
])
def test_finds_what_is_invalid(projects, change):
    log = json.loads(projects("names").log)
    change(log)
    with pytest.raises(ValidationError):
        sarif.parsed(json.dumps(log))
