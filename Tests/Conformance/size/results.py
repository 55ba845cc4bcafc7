# SPDX-License-Identifier: Apache-2.0
"""A file of results as a long comparison leaves it, and what a report on it must count."""

import collections
import json
import random
import uuid

TYPES = ["invoice", "receipt", "contract", "bank statement", "payslip", "tax form", "letter",
         "purchase order", "medical record", "identity card"]
WORDS = ("the document shows a total amount with its tax, names both parties and a date of issue; "
         "its layout, heading and closing match the description of this type better than others"
         ).split()
DISAGREEMENT_SHARE = 0.03
# Of either version, which then disagrees with the other, and of both.
FAILURE_SHARE = 0.002
OUTAGE_SHARE = 0.001
UNMATCHED_SHARE = 0.05
DRIFT_SHARE = 0.0005
DRIFT = [
    {"version": "v2", "kind": "member", "name": "/result/page_count", "sample": "3"},
    {"version": "v2", "kind": "status", "name": "ARCHIVED", "sample": "ARCHIVED"},
    {"version": "v1", "kind": "member", "name": "/effective_at", "sample": "\"\""},
]
STATUSES = {"failed": "failed", "timeout": None}
ERRORS = {"failed": "the document could not be parsed", "timeout": "no result after 7200 s"}


class Expected:
    """The counts of the generator, which does not read what it writes."""

    def __init__(self):
        self.documents = self.agreed = self.disagreed = self.unanswered = 0
        self.confusion = collections.Counter()
        self.types = collections.Counter()
        self.errors = {"v1": collections.Counter(), "v2": collections.Counter()}
        self.statuses = {"v1": collections.Counter(), "v2": collections.Counter()}
        self.timed = collections.Counter()
        self.confident = 0
        self.credits = 0
        self.drift = collections.Counter()

    def add(self, v1, v2, drift):
        first, second = key(v1), key(v2)
        self.documents += 1
        self.confusion[first, second] += 1
        for version, side in [("v1", v1), ("v2", v2)]:
            if side["error"]:
                self.errors[version][side["error"]["code"]] += 1
            if side["status"]:
                self.statuses[version][side["status"]] += 1
            self.timed[version] += side["seconds"] is not None
        for finding in drift:
            self.drift[finding["version"], finding["kind"], finding["name"]] += 1
        self.confident += v1["confidence"] is not None and v2["confidence"] is not None
        self.credits += v2["credits"] or 0
        if first == second == "none":
            self.unanswered += 1
            return
        self.agreed += first == second
        self.disagreed += first != second
        if first != "none":
            self.types[first, first == second] += 1


def key(side):
    return label_key(side["label"] or {"kind": "none"})


def label_key(label):
    return f"type:{label['name']}" if label["kind"] == "type" else label["kind"]


class Generator:
    """Documents from a seed: the same seed gives the same file."""

    def __init__(self, seed):
        self.random = random.Random(seed)

    def identifier(self):
        return uuid.UUID(int=self.random.getrandbits(128), version=4)

    def label(self):
        if self.random.random() < UNMATCHED_SHARE:
            return {"kind": "unmatched"}
        return {"kind": "type", "name": self.random.choice(TYPES)}

    def side(self, version, label):
        failed = label is None
        code = self.random.choice(list(ERRORS)) if failed else None
        return {
            "label": label,
            "confidence": None if failed else round(1 - self.random.betavariate(1, 9), 4),
            # 300 to 2,400 characters.
            "reasoning": None if failed else " ".join(
                self.random.choices(WORDS, k=self.random.randint(60, 400))),
            "error": {"code": code, "message": ERRORS[code]} if failed else None,
            # That of a job without a result in time is unknown.
            "status": STATUSES.get(code, "succeeded"),
            "job": f"{version}:{'' if version == 'v1' else 'clj-'}{self.identifier()}",
            "seconds": None if failed else round(self.random.lognormvariate(1.5, 0.6), 3),
            "credits": None if failed or version == "v1" else self.random.choice([1, 2, 5]),
        }

    def line(self, number):
        """Returns the name of a document, its labels and its findings."""
        chance = self.random.random()
        first = second = self.label()
        if chance < DISAGREEMENT_SHARE:
            while second == first:
                second = self.label()
        elif chance < DISAGREEMENT_SHARE + FAILURE_SHARE:
            first, second = self.random.choice([(first, None), (None, second)])
        elif chance < DISAGREEMENT_SHARE + FAILURE_SHARE + OUTAGE_SHARE:
            first = second = None
        drift = [finding for finding in DRIFT if self.random.random() < DRIFT_SHARE]
        name = f"archive/{number // 1000:03}/scan-{number:06}.pdf"
        return name, self.side("v1", first), self.side("v2", second), drift


def write(path, count, seed):
    """Writes the results of `count` documents and returns what a report on them must count."""
    generator, expected = Generator(seed), Expected()
    with open(path, "w") as file:
        for number in range(count):
            name, v1, v2, drift = generator.line(number)
            expected.add(v1, v2, drift)
            line = {"document": name, "v1": v1, "v2": v2}
            if drift:
                line["drift"] = drift
            file.write(json.dumps(line, separators=(",", ":")) + "\n")
    return expected
