# SPDX-License-Identifier: Apache-2.0
"""Compares the shell reader with tree-sitter-bash on real scripts.

    shell.py DUMP FOLDER… [--all]     DUMP is the program that `build` makes of dump.swift

Scripts are found by their extension or first line below the folders. The comparison is of command
names, words, strings, expansions, substitutions, assignments, tests, functions, here-documents and
comments, by their bytes. A command between backquotes that has backslashes is not understood, by
design. A file that tree-sitter can't read is checked with `bash -n` only.

Prints the share of the files that it understood, of those that bash accepts; exits with 1 below AIM
or at a difference that KNOWN doesn't explain.
"""

import argparse
import os
import pathlib
import re
import subprocess
import sys
from collections import Counter

import tree_sitter
import tree_sitter_bash
from scanner import Dump, chosen, failure, finish, gap_difference

# Each machine has other scripts: the share is 97 % on Debian 12.
AIM = 95
# What fits into half a minute; --all lifts the second one.
SIZE = 300_000
COUNT = 1_000
BETWEEN = rb"(?:[ \t\f\v\r\n]|\\\r?\n)*"
SHEBANG = re.compile(rb"#!\s*\S*/(env\s+)?(ba|da|k)?sh\b")
NAMES = {
    "raw_string": "single", "string": "double", "translated_string": "double",
    "ansi_c_string": "escaped", "simple_expansion": "variable", "expansion": "variable",
    "command_substitution": "substitution", "process_substitution": "process",
    "comment": "comment",
}

# Where tree-sitter-bash 0.25 is wrong, by the line of the first difference; what follows in the
# same file is a consequence. Each was compared with bash's manual.
KNOWN = {
    "special parameter after text": r"[\w/.-]\$\$",
    "translated string": r'\$"',
    "dollar sign that is text": r"\$( |$|\\)|\\\$",
    "expansion in a pattern or path": r"[\w/}=-]\$[\w{(]|\\ \$|#\s?\$|\$\d_",
    "backquotes beside text": r"[\w/\"']`|`[\w/\"']",
    "closed descriptor or a dash": r"[<>]&-|\s-(\s|$)",
    "quotes inside an expansion": r"=':'",
    "redirection before a word": r"\d[<>]&\d|>!",
    "quoted index": r'\["',
    "special parameter in a test": r"\$\?",
    "reserved word taken for a word": r"^\s*(else|for)\b",
}


def is_script(path):
    is_named = path.endswith((".sh", ".bash"))
    if not is_named and "." in os.path.basename(path):
        return False
    if os.path.islink(path) or not os.path.isfile(path):
        return False
    try:
        with open(path, "rb") as file:
            first = file.readline(200)
            if not SHEBANG.match(first) and (not is_named or first.startswith(b"#!")):
                return False
            (first + file.read()).decode()
    except (OSError, UnicodeDecodeError):
        return False
    return True


def scripts(folders):
    for folder in folders:
        for root, names, files in os.walk(folder):
            names[:] = sorted(name for name in names if name not in ("proc", "sys", ".git"))
            for name in sorted(files):
                path = os.path.join(root, name)
                if is_script(path):
                    yield pathlib.Path(path)


def bash_accepts(path):
    command = ["bash", "-O", "extglob", "-n", path]
    return subprocess.run(command, capture_output=True).returncode == 0


def items(root):
    """The items of a tree, and the ranges in which tree-sitter is known to be wrong."""
    found, stack = set(), [root]
    while stack:
        node = stack.pop()
        kind, start, end = node.type, node.start_byte, node.end_byte
        if kind in NAMES:
            # Inside strings, a node begins with the blanks before it.
            text = node.text
            found.add((NAMES[kind], start + len(text) - len(text.lstrip()), end))
        elif kind == "command":
            for index, child in enumerate(node.children):
                field = node.field_name_for_child(index)
                if field == "name":
                    found.add(("command", child.start_byte, child.end_byte))
                elif field == "argument":
                    found.add(("word", child.start_byte, child.end_byte))
        elif kind == "file_redirect":
            for child in node.children_by_field_name("destination"):
                found.add(("word", child.start_byte, child.end_byte))
        elif kind == "variable_assignment":
            name = node.child_by_field_name("name")
            if name is not None:
                while name.type == "subscript":
                    name = name.children[0]
                found.add(("assignment", name.start_byte, name.end_byte))
        elif kind == "test_command" and node.children[0].type != "((":
            found.add(("test", start, start + 1))
        elif kind == "case_statement":
            found.add(("case", start, start + 4))
        elif kind == "function_definition":
            found.add(("function", start, start + 1))
        elif kind == "subshell":
            found.add(("subshell", start, start + 1))
        elif kind == "heredoc_body":
            found.add(("heredoc", end, end))
        stack.extend(node.children)
    return found


def explained(content, start, items):
    """The name of the fault of tree-sitter at an offset, or None."""
    if any(kind == "heredoc" and a <= start <= b + 40 for kind, a, b in items):
        return "here-document"
    begin = content.rfind(b"\n", 0, start) + 1
    end = content.find(b"\n", start)
    line = content[begin:end if end >= 0 else None].decode()
    return next((name for name, rule in KNOWN.items() if re.search(rule, line)), None)


def check(path, record, parser, count):
    """Counts a file; returns what to print."""
    content = path.read_bytes()
    is_valid = bash_accepts(path)
    count["valid"] += is_valid
    reason = failure(record)
    count["understood"] += is_valid and not reason
    complaint = f"not understood: {path}: {reason}" if reason and is_valid else None
    if "error" in record:
        return complaint
    gap = gap_difference(record, content, BETWEEN)
    if gap:
        count["different"] += 1
        return f"different: {path}: {gap}"
    root = parser.parse(content).root_node
    if root.has_error:
        return complaint
    count["compared"] += 1
    # tree-sitter leaves out the tabs that `<<-` removes from the first line only.
    ours = {
        (kind, end if kind == "heredoc" else start, end) for kind, start, end in record["tree"]}
    count["nodes"] += len(ours)
    differences = sorted(
        (start, end, kind, "ours" if (kind, start, end) in ours else "theirs")
        for kind, start, end in ours ^ items(root)
        if not any(first <= start < last for first, last, _ in record["faults"]))
    if not differences:
        return complaint
    start, end, kind, side = differences[0]
    explanation = explained(content, start, record["tree"])
    count["explained" if explanation else "different"] += 1
    number = content[:start].count(b"\n") + 1
    return complaint if explanation else (
        f"different: {path}:{number}: {side} {kind} {content[start:end][:60]!r}")


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("dump")
    arguments.add_argument("paths", nargs="+")
    arguments.add_argument("--all", action="store_true")
    options = arguments.parse_args()
    parser = tree_sitter.Parser(tree_sitter.Language(tree_sitter_bash.language()))
    paths = chosen("shell", scripts(options.paths), SIZE, sys.maxsize if options.all else COUNT)
    count = Counter()
    with Dump(options.dump, "shell") as dump:
        for path in paths:
            line = check(path, dump.record(path), parser, count)
            if line:
                print(line)
    sys.exit(finish(
        "shell", count["understood"], count["valid"], AIM, count["different"],
        f"valid for bash; {count['nodes']} nodes; compared with tree-sitter {count['compared']}, "
        f"of which {count['explained']} differ by a known fault of it"))


if __name__ == "__main__":
    main()
