# SPDX-License-Identifier: Apache-2.0
"""What the comparisons of all languages share: the program that prints what a front end reads, the
choice of files, the bytes between tokens, and the report.
"""

import hashlib
import json
import pathlib
import re
import subprocess
import sys


class Dump:
    """The program that `build` makes of dump.swift, which answers one record for each path."""

    def __init__(self, program, language):
        self.process = subprocess.Popen(
            [program, language], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait()

    def record(self, path):
        self.process.stdin.write(f"{path}\n".encode())
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            sys.exit(f"{path}: the scanner crashed")
        return json.loads(line)


def files_below(folders, suffixes, without=()):
    for folder in map(pathlib.Path, folders):
        for path in sorted(folder.rglob("*")) if folder.is_dir() else [folder]:
            if path.suffix in suffixes and not set(without) & set(path.parts) and path.is_file():
                yield path


def chosen(name, paths, size, count):
    """Leaves out copies and files above a size, and takes so many of the others, evenly spread.

    Prints what it left out.
    """
    seen, kept, large, copies = set(), [], 0, 0
    for path in paths:
        data = path.read_bytes()
        digest = hashlib.sha256(data).digest()
        if len(data) > size:
            large += 1
        elif digest in seen or "\n" in str(path):
            copies += 1
        else:
            seen.add(digest)
            kept.append(path)
    result = kept
    if len(kept) > count:
        result = [kept[index * len(kept) // count] for index in range(count)]
    print(f"{name}: left out {copies} copies, {large} files above {size} bytes, and "
          f"{len(kept) - len(result)} of the other {len(kept)}, evenly spread")
    return result


def gap_difference(record, data, between):
    """Returns what lies between two tokens though it matches no pattern for spaces."""
    last = 3 if data.startswith(b"\xef\xbb\xbf") else 0
    for kind, start, end in record["tokens"]:
        if start < last or not re.fullmatch(between, data[last:start]):
            return f"the bytes {last}..<{start} before {kind} are no token"
        last = end
    return None if last == len(data) else f"the last token ends at {last}"


def failure(record):
    """Returns where and why a file isn't understood, or None if it is."""
    if "error" in record:
        return f"{record.get('offset', '?')}: {record['error']}"
    return "{0}: {2}".format(*record["faults"][0]) if record["faults"] else None


def finish(name, understood, valid, aim, different, details):
    """Prints the share that is understood; returns whether there is something to do."""
    share = 100 * understood / max(valid, 1)
    passed = not different and valid > 0 and share >= aim
    print(f"{name}: understood {understood} of {valid} valid files, {share:.2f} % (aim {aim} %); "
          f"{details}; different: {different}{'' if passed else ': FAILED'}", flush=True)
    return not passed
