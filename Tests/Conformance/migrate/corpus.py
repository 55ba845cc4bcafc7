# SPDX-License-Identifier: Apache-2.0
"""Runs the programs of the corpus before and after `classify-bridge migrate`.

A case is a folder in ``sites``: ``before`` holds the files, ``case.json`` says how they run, how
many calls, requests, commands and bodies of v1 they hold, the exit code of the command, and codes
that it reports, with all those of what is left. ``after`` holds the files that change, without
generated ones; a case that can't be run (``"sdk": "none"``) needs it. Programs get the IDs of an
invoice of six pages, a receipt, and a document that can't be read as arguments, and print what a
user would see, never IDs or words of one version.
"""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent
ENVIRONMENTS = Path(os.environ.get("CLASSIFY_ENVIRONMENTS", ".build/conformance")).absolute()
TIMEOUT = 240

# Decisions that leave a program as it is or complete.
HARMLESS = {
    "decide.comment", "decide.text", "decide.documentation", "decide.language", "decide.oldJobs",
    "decide.pageLimitChoice", "decide.timeoutUnit", "decide.webhookEvent"}


@dataclass
class Case:
    """A folder of the corpus."""

    folder: Path
    sdk: str
    sites: int
    exit: int
    codes: list
    run: list = field(default_factory=lambda: ["main.py"])
    options: list = field(default_factory=list)

    @property
    def name(self):
        return self.folder.name

    @property
    def is_complete(self):
        """Whether the migrated program needs v2 only."""
        return not left(self.codes) - HARMLESS


def cases():
    return [
        Case(folder=path.parent, **json.loads(path.read_text()))
        for path in sorted((HERE / "sites").glob("*/case.json"))
    ]


def lookalikes():
    return sorted(path for path in (HERE / "lookalikes").iterdir() if path.is_dir())


def contents(folder):
    """Returns the bytes of all files by path."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not {"node_modules", "__pycache__"} & set(path.parts)
    }


class Runner:
    """Runs programs against a sandbox server."""

    def __init__(self, url, ids):
        self.ids = ids
        self.environment = {
            **os.environ,
            "LLAMA_CLOUD_API_KEY": "llx-migrate",
            "LLAMA_CLOUD_BASE_URL": url,
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONWARNINGS": "ignore",
        }

    def output(self, case, folder, is_v2):
        """Returns what a program prints with the SDKs of a version; raises if it fails."""
        command, environment = self.command(case, folder, is_v2)
        result = subprocess.run(
            [*command, *self.ids], cwd=folder, env={**self.environment, **environment},
            capture_output=True, text=True, timeout=TIMEOUT)
        assert result.returncode == 0, f"{case.name}: {result.stdout}{result.stderr}"
        assert result.stdout.strip(), f"{case.name} prints nothing"
        return result.stdout

    def command(self, case, folder, is_v2):
        version = "2.19.0" if is_v2 else "2.15.0"
        if case.sdk == "shell":
            return ["bash", *case.run], {"TMPDIR": str(folder)}
        if case.sdk == "node":
            install(folder)
            return ["node", *case.run], {"LLAMA_CLOUD_VERSION": version}
        package = f"llama-cloud-{version}"
        if case.sdk == "services" and not is_v2:
            package = "llama-cloud-services-0.6.94"
        files = [notebook(folder / name) if name.endswith(".ipynb") else name for name in case.run]
        return [str(ENVIRONMENTS / package / "bin/python"), *files], {"PYTHONPATH": str(folder)}


def install(folder):
    """Puts the stand-ins of the TypeScript SDKs into node_modules."""
    modules = folder / "node_modules"
    for name, main in [("@llamaindex/llama-cloud", "client"), ("llama-cloud-services", "services")]:
        package = modules / name
        package.mkdir(parents=True, exist_ok=True)
        for file in (HERE / "sdk").glob(f"{main}.*"):
            shutil.copy(file, package)
        exports = {"import": f"./{main}.mjs", "require": f"./{main}.cjs"}
        (package / "package.json").write_text(json.dumps({"name": name, "exports": exports}))


def notebook(path):
    """Writes the code cells of a notebook as a program, without the lines for IPython."""
    cells = json.loads(path.read_text())["cells"]
    sources = ["".join(c["source"]) for c in cells if c["cell_type"] == "code"]
    lines = [line for text in sources for line in text.split("\n") if not line.startswith("%")]
    program = path.parent / "node_modules" / f"{path.stem}.py"
    program.parent.mkdir(exist_ok=True)
    program.write_text("\n".join(lines) + "\n")
    return str(program)


def migrate(folder, *options):
    """Runs the command; returns its exit code and its report."""
    result = subprocess.run(
        [os.environ["CLASSIFY_BRIDGE"], "migrate", str(folder), "--format", "json", *options],
        capture_output=True, text=True, timeout=TIMEOUT)
    assert result.returncode in (0, 2, 3, 4), f"{folder.name}: {result.stdout}{result.stderr}"
    return result.returncode, json.loads(result.stdout)


def codes(report):
    return {finding["code"] for file in report["files"] for finding in file["findings"]}


def left(found):
    """Returns the codes of what was not migrated."""
    return {code for code in found if code.startswith(("decide.", "blocked.", "unreadable."))}


def generated(report):
    """Returns the paths of the files that the command adds."""
    return {file["path"] for file in report["files"] if file["generated"]}


def place_count(report):
    """Returns the number of calls, imports, commands and so on of v1 that were found."""
    kinds = ["rewrite", "shim", "decision", "blocked"]
    return sum(report["summary"][kind] for kind in kinds)


def edits(report):
    return [
        edit for file in report["files"] for finding in file["findings"]
        for edit in finding.get("edits", [])
    ]
