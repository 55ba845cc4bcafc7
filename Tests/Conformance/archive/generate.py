#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes a realistic archive as JSON Lines; the same seed gives the same bytes.

    generate.py COUNT [--seed N] [--version v1|v2] [--kind KIND]

COUNT is the number of v1 jobs, request bodies or deliveries; for v2, of documents. All records are
valid, and `convert --to` the other version rejects none of them. Their spelling varies: member order,
spacing, escapes, digits such as 0.870.
"""

import argparse
import functools
import json
import random
import sys

KINDS = ["jobWithResults", "job", "split", "create", "webhook", "mixed"]

RULES = [
    ("invoice", "contains invoice number, line items, and total amount"),
    ("receipt", "proves a payment by card or in cash, with the change"),
    ("contract", "an agreement between two parties, signed by both"),
    ("bank statement", "lists the transactions of an account within a month"),
    ("10-K", "the annual report of a company to the SEC"),
    ("Überweisung", "Beleg einer Überweisung mit IBAN und Betrag"),
    ("請求書", "請求番号、明細、合計金額が記載された書類"),
    ("payslip", "shows gross and net pay, \"deductions\" and the tax class"),
]
REASONS = [
    "The document has an invoice number, line items and a total amount due.",
    "The heading reads \"Purchase order\"; quantities and prices follow in a table.\nNo total.",
    "Die Seite enthält eine IBAN, einen Betrag in € und den Verwendungszweck.",
    "請求番号と合計金額が見つかりました。",
    "Signed by both parties on the last page \N{MEMO}; path C:\\scans\\2024\\a.pdf was read.",
    "No rule matches: the page is blank apart from a stamp </script> and a tab\there.",
    "Step 1: the layout is that of a letter. Step 2: it names a claim number and the insured person. "
    "Step 3: no rule describes a claim, so the closest rule was compared with the text, and its "
    "description fits better than those of the other rules, but not well.",
]
# Of v1; most of an archive is in one language.
LANGUAGES = ["en"] * 12 + ["de", "fr", "ja", "ch_sim", "rs_latin", "ava", "pt"]
LANGUAGES_OF_V2 = ["en"] * 12 + ["de", "fr", "ja", "pt", "zh", "sr"]
CONFIDENCES = ["0.870", "0.95", "0.9999999999999999", "1.00", "1", "0.5", "9.1e-1", "0", "0.12"]
EVENTS = ["parse.success", "parse.error", "parse.failure", "parse.pending", "classify.success",
          "parse.partial", "parse.cancelled"]
# The name of its event tells the version of a delivery.
DELIVERED = [event for event in EVENTS if event.startswith("parse.")]
EVENTS_OF_V2 = ["classify.success", "classify.error", "classify.running", "classify.cancelled"]
ERRORS = ["The document could not be parsed.", "Datei beschädigt: \"a.pdf\"", "timeout after 600 s"]


def without_ascii(text):
    return json.dumps(text, ensure_ascii=False)


def with_escapes(text):
    """A string with escapes that no encoder needs."""
    return json.dumps(text).replace("/", "\\/").replace("m", "\\u006D")


@functools.cache
def spellings(text):
    return json.dumps(text), without_ascii(text), with_escapes(text)


class Generator:
    """Records as texts, from one source of random numbers."""

    def __init__(self, seed, version="v1"):
        self.random = random.Random(f"{version} {seed}")
        self.version = version
        self.chance = self.random.random
        self.pick = self.random.choice
        self.projects = [self.uuid() for _ in range(4)]
        self.clock = 0
        self.colon, self.comma = ":", ","

    # MARK: Values

    def uuid(self):
        digits = f"{self.random.getrandbits(128):032x}"
        return f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-a{digits[17:20]}-{digits[20:]}"

    def group(self, count):
        """The ID of a group that was created as one, or of a v1 job that became one."""
        uuid = self.uuid()
        return uuid if self.chance() < 0.5 else f"{uuid[:14]}8{count:03x}{uuid[18:]}"

    def string(self, text):
        # Most tools escape what is not ASCII.
        return spellings(text)[self.random.choices((0, 1, 2), (70, 25, 5))[0]]

    def time(self):
        self.clock += self.random.randrange(1, 9_000)
        seconds, milliseconds = divmod(self.clock, 1_000)
        minutes, second = divmod(seconds, 60)
        hours, minute = divmod(minutes, 60)
        days, hour = divmod(hours, 24)
        # Months of 28 days: only the form matters.
        months, day = divmod(days, 28)
        year, month = divmod(months, 12)
        zone = "" if self.chance() < 0.02 else "Z" if self.chance() < 0.9 else "+02:00"
        return (f'"{2024 + year}-{month + 1:02}-{day + 1:02}T{hour:02}:{minute:02}:{second:02}'
                f'.{milliseconds:03}{zone}"')

    def object(self, members):
        return "{" + self.comma.join(
            f'"{name}"{self.colon}{value}' for name, value in members if value) + "}"

    def array(self, values):
        return "[" + self.comma.join(values) + "]"

    def spacing(self):
        """Chooses the spacing of the next record."""
        chance = self.chance()
        self.colon, self.comma = (
            (":", ",") if chance < 0.7 else (": ", ", ") if chance < 0.97 else (" :\t", " , "))

    def optional(self, value, absent=0.1, null=0.1):
        """The value, sometimes null, sometimes none."""
        chance = self.chance()
        return "" if chance < absent else "null" if chance < absent + null else value

    def confidence(self):
        return self.pick(CONFIDENCES) if self.chance() < 0.3 else f"{self.chance():.4f}"

    def rules(self):
        return self.array([
            self.object([("description", self.string(text)), ("type", self.string(name))]
                        if self.chance() < 0.8 else
                        [("type", self.string(name)), ("description", self.string(text))])
            for name, text in self.random.sample(RULES, self.random.randint(1, 4))])

    def result(self):
        chance = self.chance()
        members = [
            ("confidence", self.confidence()),
            ("reasoning", self.string(self.pick(REASONS))),
            ("type", "null" if chance < 0.08 else self.string(self.pick(RULES)[0]))]
        return self.object(members if chance < 0.9 else reversed(members))

    def pages(self):
        """Zero-based indices: a few runs, mostly in order and each once."""
        pages, next_page = [], self.random.randint(0, 3)
        for _ in range(self.random.randint(1, 4)):
            length = self.random.randint(1, 4)
            pages += range(next_page, next_page + length)
            next_page += length + self.random.randint(1, 9)
        if self.chance() < 0.1:
            pages.append(self.pick(pages))
            self.random.shuffle(pages)
        return pages

    # MARK: v1

    def parsing(self, isRequest=False):
        chance = self.chance()
        if chance < 0.08:
            return "" if chance < 0.06 else "{}" if isRequest or chance < 0.07 else "null"
        members = [("lang", f'"{self.pick(LANGUAGES)}"' if self.chance() < 0.9 else "")]
        selection = self.chance() < 0.15
        chance = self.chance()
        limit = "" if chance < 0.25 else "null" if chance < 0.4 else str(self.random.randint(1, 50))
        members.append(("max_pages", limit if not selection or chance < 0.4 else ""))
        if selection:
            members.append(("target_pages", self.array([str(page) for page in self.pages()])))
        elif self.chance() < 0.2:
            members.append(("target_pages", "null"))
        return self.object(members)

    def job(self, results):
        """Returns the members of a v1 job with that many results, and those of its results."""
        chance = self.chance()
        status = ("SUCCESS" if chance < 0.9 else "ERROR" if chance < 0.96
                  else "CANCELLED" if chance < 0.98 else "PENDING")
        if status == "SUCCESS" and results > 1 and chance < 0.3:
            status = "PARTIAL_SUCCESS"
        identifier = self.uuid()
        if chance < 0.005:
            identifier = identifier.upper()
        items = []
        for position in range(results):
            failed = status in ("ERROR", "CANCELLED", "PENDING") or (
                status == "PARTIAL_SUCCESS" and position % 2 == 1)
            file = self.uuid()
            items.append(self.object([
                ("id", f'"{self.uuid()}"'), ("classify_job_id", f'"{identifier}"'),
                ("created_at", self.optional(self.time())),
                ("file_id", f'"{file}"' if self.chance() < 0.7 else f'"dfl-{file}"'),
                ("result", "null" if failed else self.result()),
                ("updated_at", self.optional(self.time()))]))
        message = self.string(self.pick(ERRORS))
        members = [
            ("id", f'"{identifier}"'), ("project_id", f'"{self.pick(self.projects)}"'),
            ("rules", self.rules()), ("status", f'"{status}"'),
            ("user_id", f'"user-{self.random.randint(1, 40)}"'),
            ("created_at", self.time()), ("effective_at", self.optional(self.time())),
            ("error_message",
             self.optional(message, 0.05, 0.05) if status in ("ERROR", "PARTIAL_SUCCESS")
             else self.optional("null", 0.4)),
            ("job_record_id", self.optional(f'"{self.uuid()}"', 0.2, 0.3)),
            ("mode", self.optional('"FAST"', 0.15, 0)),
            ("parsing_configuration", self.parsing()),
            ("updated_at", self.optional(self.time(), 0.02, 0.02))]
        if self.chance() < 0.02:
            members.append(("labels", self.object([("team", '"a\\/b"'), ("cost", "1.50")])))
        if self.chance() < 0.1:
            self.random.shuffle(members)
        return members, items

    def results(self, items):
        return self.object([
            ("items", self.array(items)), ("next_page_token", self.optional("null", 0.5)),
            ("total_size", self.optional("null", 0.7))])

    def count(self):
        return 1 if self.chance() < 0.85 else self.random.randint(2, 5)

    def job_with_results(self):
        members, items = self.job(self.count())
        if self.chance() < 0.95:
            return [self.object([("job", self.object(members)), ("results", self.results(items))])]
        return [self.object([*members, ("results", self.results(items))])]

    def job_alone(self):
        return [self.object(self.job(0)[0])]

    def split(self):
        """A job, and the page of its results or each of them, in lines of their own."""
        members, items = self.job(self.count())
        return [self.object(members),
                *([self.results(items)] if self.chance() < 0.5 else items)]

    def webhooks(self, events):
        if self.chance() < 0.7:
            return ""
        return self.array([self.object([
            ("webhook_url", '"https://hooks.example.com/classify?a=1"'),
            ("webhook_events", self.array([
                f'"{event}"' for event in self.random.sample(events, self.random.randint(1, 3))])),
            ("webhook_headers", self.object([("X-Team", '"a"')])),
            ("webhook_output_format", '"json"' if self.chance() < 0.5 else "")])])

    def create(self):
        files = [f'"{self.uuid()}"' for _ in range(self.count())]
        return [self.object([
            ("file_ids", self.array(files)), ("rules", self.rules()),
            ("mode", self.optional('"FAST"', 0.5, 0)),
            ("parsing_configuration", self.parsing(isRequest=True)),
            ("webhook_configurations", self.webhooks(EVENTS))])]

    def webhook(self, events=DELIVERED):
        data = self.object([("id", f'"{self.uuid()}"'), ("job_id", f'"{self.uuid()}"')])
        return [self.object([
            ("event_id", f'"{self.uuid()}"'), ("event_type", f'"{self.pick(events)}"'),
            ("timestamp", f"{1_704_067_200 + self.clock // 1_000}.{self.random.randrange(1_000):03}0"),
            ("data", data if self.chance() < 0.6 else json.dumps(data))])]

    # MARK: v2

    def configuration(self):
        pages = ",".join(sorted({f"{page + 1}" for page in self.pages()}, key=int))
        parsing = self.object([
            ("lang", f'"{self.pick(LANGUAGES_OF_V2)}"' if self.chance() < 0.9 else ""),
            ("max_pages", self.optional(str(self.random.randint(1, 50)), 0.4, 0.2)),
            ("target_pages", self.optional(f'"{pages}"', 0.7, 0.15))])
        return self.object([
            ("rules", self.rules()), ("mode", self.optional('"FAST"', 0.2, 0)),
            ("parsing_configuration", self.optional(parsing, 0.1, 0.05))])

    def jobs_of_v2(self):
        """A v2 job, or the jobs of a group."""
        count = self.count()
        group, configuration = self.group(count), self.configuration()
        project, user = self.pick(self.projects), self.random.randint(1, 40)
        lines = []
        for position in range(count):
            chance = self.chance()
            status = "COMPLETED" if chance < 0.9 else self.pick(["FAILED", "PENDING", "RUNNING"])
            kind = "file_id" if count > 1 or self.chance() < 0.95 else "parse_job_id"
            key = f'"cb1.{group}.{position}"' if count > 1 else self.optional('"import-7"', 0.5, 0.4)
            lines.append(self.object([
                ("id", f'"clj-{self.uuid()}"'), ("configuration", configuration),
                ("document_input_type", f'"{kind}"'),
                ("file_input", f'"{"dfl" if kind == "file_id" else "pjb"}-{self.uuid()}"'),
                ("project_id", f'"{project}"'), ("status", f'"{status}"'),
                ("user_id", f'"user-{user}"'), ("configuration_id", self.optional("null", 0.5)),
                ("created_at", self.time()),
                ("error_message",
                 self.string(self.pick(ERRORS)) if status == "FAILED" else self.optional("null")),
                ("parse_job_id", self.optional(f'"pjb-{self.uuid()}"')),
                ("result", self.result() if status == "COMPLETED" else "null"),
                ("transaction_id", key), ("updated_at", self.time())]))
        return lines

    def create_of_v2(self):
        return [self.object([
            ("configuration", self.configuration()), ("file_input", f'"dfl-{self.uuid()}"'),
            ("webhook_configurations", self.webhooks(EVENTS_OF_V2))])]

    # MARK: Lines

    def record(self, kind):
        """The lines of one job, request body or delivery."""
        self.spacing()
        if kind == "mixed":
            kind = self.pick(KINDS[:-1] if self.version == "v1"
                             else ["jobWithResults", "create", "webhook"])
        if self.version == "v2":
            return {"jobWithResults": self.jobs_of_v2, "create": self.create_of_v2,
                    "webhook": lambda: self.webhook(EVENTS_OF_V2)}[kind]()
        return {"jobWithResults": self.job_with_results, "job": self.job_alone,
                "split": self.split, "create": self.create, "webhook": self.webhook}[kind]()

    def lines(self, count, kind="jobWithResults"):
        while count > 0:
            lines = self.record(kind)
            count -= len(lines) if self.version == "v2" else 1
            for line in lines:
                yield line + "\n"


def write(path, count, seed=1, version="v1", kind="jobWithResults"):
    """Writes an archive to a file."""
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.writelines(Generator(seed, version).lines(count, kind))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("count", type=int, metavar="COUNT")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--version", choices=["v1", "v2"], default="v1")
    parser.add_argument("--kind", choices=KINDS, default="jobWithResults")
    options = parser.parse_args()
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    sys.stdout.writelines(
        Generator(options.seed, options.version).lines(options.count, options.kind))


if __name__ == "__main__":
    main()
