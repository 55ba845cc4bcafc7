# SPDX-License-Identifier: Apache-2.0
"""The numbers of `classify-bridge compare --from`, against SciPy and statsmodels."""

import json
import math
import os
import random
import subprocess

import pytest
from numpy import percentile
from scipy.stats import norm, ttest_rel
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

TYPES = ["invoice", "receipt", "contract", None]
MARGIN = 0.02
EXIT_CODES = {"equivalent": 0, "different": 1, "notEnoughData": 3}

# Documents, share that v2 decides as v1, documents repeated, share that v2 decides as before.
SETTINGS = [
    (1, 1.0, 0, 1.0),
    (5, 0.8, 0, 1.0),
    (30, 0.9, 30, 0.9),
    (10_000, 0.6, 10_000, 0.6),
    (188, 1.0, 0, 1.0),
    (189, 1.0, 0, 1.0),
    (189, 1.0, 189, 1.0),
    (300, 0.99, 30, 0.97),
    (1000, 0.97, 1000, 0.97),
    (1000, 0.92, 200, 0.98),
    (2000, 0.995, 0, 1.0),
    (2000, 0.95, 0, 1.0),
    (5000, 0.97, 2000, 0.96),
]


def wilson(count, total):
    return proportion_confint(count, total, method="wilson")


def exact(count, total):
    low, high = proportion_confint(count, total, method="beta")
    return (0 if count == 0 else low, 1 if count == total else high)


def hybrid(agreed, compared, same, repeated, interval, correlation=0):
    """The interval of the difference from the noise floor, or from 1 if nothing was repeated."""
    share, (low, high) = agreed / compared, interval(agreed, compared)
    floor, (floor_low, floor_high) = 1, (1, 1)
    if repeated:
        floor, (floor_low, floor_high) = same / repeated, interval(same, repeated)

    def distance(first, second):
        return math.sqrt(first ** 2 + second ** 2 - 2 * correlation * first * second)

    return (share - floor - distance(share - low, floor_high - floor),
            share - floor + distance(high - share, floor - floor_low))


def least_correlation(agreed, compared, same, repeated):
    """If the smaller sample is a part of the larger one, and as few documents as possible fail in
    both: the lower Fréchet bound."""
    if not repeated:
        return 0
    share, floor = agreed / compared, same / repeated
    spread = math.sqrt(share * (1 - share) * floor * (1 - floor))
    if spread == 0:
        return 0
    covariance = max(1 - share - floor, 0) - (1 - share) * (1 - floor)
    overlap = math.sqrt(min(compared, repeated) / max(compared, repeated))
    return max(covariance / spread * overlap, -1)


def verdict(*counts):
    """Both intervals must exclude the margin."""
    intervals = [hybrid(*counts, wilson), hybrid(*counts, exact, least_correlation(*counts))]
    if all(low > -MARGIN for low, _ in intervals):
        return "equivalent"
    if all(high < -MARGIN for _, high in intervals):
        return "different"
    return "notEnoughData"


def other(generator, label):
    return generator.choice([each for each in TYPES if each != label])


def side(generator, label):
    kind = {"kind": "unmatched"} if label is None else {"kind": "type", "name": label}
    return {"label": kind, "confidence": round(generator.uniform(0.4, 1), 3),
            "reasoning": "because", "error": None, "job": None,
            "seconds": round(generator.lognormvariate(1, 1), 3), "credits": None}


class Migration:
    """Generated results, and what they should add up to."""

    def __init__(self, documents, agreement, repeated, floor):
        generator = random.Random(documents * 10_000 + repeated)
        self.lines = []
        if repeated:
            self.lines.append({"run": {"id": "run-1", "request": "r", "noise": "parse-job"}})
        self.labels = ["file,type"]
        self.agreed = self.same = 0
        self.right = [0, 0]
        self.only = [0, 0]
        self.confidences = ([], [])
        self.seconds = ([], [])
        for number in range(documents):
            truth, first = generator.choice(TYPES), generator.choice(TYPES)
            second = first if generator.random() < agreement else other(generator, first)
            sides = [side(generator, first), side(generator, second)]
            line = {"document": f"{number}.pdf", "v1": sides[0], "v2": sides[1]}
            self.agreed += first == second
            if number < repeated:
                again = second if generator.random() < floor else other(generator, second)
                line["repeated"] = side(generator, again)
                self.same += again == second
            self.lines.append(line)
            self.labels.append(f"{number}.pdf,{truth or ''}")
            hits = [first == truth, second == truth]
            for index in (0, 1):
                self.right[index] += hits[index]
                self.only[index] += hits[index] and not hits[1 - index]
                self.confidences[index].append(sides[index]["confidence"])
                self.seconds[index].append(sides[index]["seconds"])


def close(actual, expected):
    assert actual == pytest.approx(expected, rel=1e-9, abs=1e-12)


def bounds(estimate):
    return estimate["low"], estimate["high"]


@pytest.fixture(params=SETTINGS, ids=lambda setting: "-".join(map(str, setting)))
def compared(request, tmp_path):
    """The generated migration, its setting, and the report that the command prints."""
    migration = Migration(*request.param)
    results, labels = tmp_path / "results.jsonl", tmp_path / "labels.csv"
    results.write_text("".join(json.dumps(line) + "\n" for line in migration.lines))
    labels.write_text("\n".join(migration.labels) + "\n")
    done = subprocess.run(
        [os.environ["CLASSIFY_BRIDGE"], "compare", "--from", results, "--expected", labels,
         "--format", "json"], capture_output=True, text=True, timeout=300)
    assert done.stdout, done.stderr
    report = json.loads(done.stdout)
    assert done.returncode == EXIT_CODES[report["verdict"]], done.stderr
    return migration, request.param, report


def test_agreement_and_verdict(compared):
    migration, (documents, _, repeated, _), report = compared
    assert (report["documents"], report["compared"]) == (documents, documents)
    assert report["agreed"] == migration.agreed
    close(report["agreement"]["value"], migration.agreed / documents)
    close(bounds(report["agreement"]), wilson(migration.agreed, documents))
    floor = migration.same / repeated if repeated else 1
    close(report["threshold"], floor - MARGIN)
    assert report["verdict"] == verdict(migration.agreed, documents, migration.same, repeated)


def test_noise_floor(compared):
    migration, (documents, _, repeated, _), report = compared
    if not repeated:
        assert report["noise"] is None
        return
    noise = report["noise"]
    assert (noise["documents"], noise["agreed"]) == (repeated, migration.same)
    close(noise["value"], migration.same / repeated)
    close(bounds(noise), wilson(migration.same, repeated))
    close(noise["difference"]["value"], migration.agreed / documents - migration.same / repeated)
    newcombe = confint_proportions_2indep(
        migration.agreed, documents, migration.same, repeated, method="newcomb", compare="diff")
    close(bounds(noise["difference"]), newcombe)


def test_more_documents(compared):
    migration, (documents, _, repeated, _), report = compared
    more = report["moreDocuments"]
    if report["verdict"] != "notEnoughData":
        assert more is None
    elif more is not None:
        # Counts grow at the observed rates, and as unluckily as one run in five does: the bad luck is
        # shared by both samples in proportion to their variances.
        misses = 1 - migration.agreed / documents
        noise_misses = 1 - migration.same / repeated if repeated else 0
        variance, noise_variance = misses * (1 - misses), noise_misses * (1 - noise_misses)
        expected = "equivalent" if noise_misses - misses > -MARGIN else "different"
        sign = 1 if expected == "equivalent" else -1

        def grown(count, total, added, failures):
            failures = total - count + min(max(failures, 0), added)
            return total + added - math.floor(failures + 0.5), total + added

        def later(added):
            both = variance + noise_variance
            luck = sign * norm.ppf(0.8) * math.sqrt(added / both) if both else 0
            floor = (0, 0)
            if repeated:
                floor = grown(migration.same, repeated, added,
                              added * noise_misses - luck * noise_variance)
            share = grown(migration.agreed, documents, added, added * misses + luck * variance)
            return verdict(*share, *floor)

        assert later(more) == expected
        assert later(more // 3) != expected
        assert more == float(f"{more:.1e}")


def test_confidence_shift(compared):
    migration, (documents, *_), report = compared
    first, second = migration.confidences
    assert report["confidence"]["documents"] == documents
    shift = report["confidence"]["shift"]
    if documents < 2:
        assert shift is None
        return
    close(shift["value"], (math.fsum(second) - math.fsum(first)) / documents)
    close(bounds(shift), tuple(ttest_rel(second, first).confidence_interval(0.95)))


def test_latency(compared):
    migration, (documents, *_), report = compared
    for version, seconds in zip(("v1", "v2"), migration.seconds):
        latency = report["latency"][version]
        assert latency["documents"] == documents
        for name, share in (("p50", 50), ("p90", 90), ("p99", 99)):
            # The nearest rank.
            close(latency[name], percentile(seconds, share, method="inverted_cdf"))


def test_accuracy(compared):
    migration, (documents, *_), report = compared
    accuracy = report["accuracy"]
    assert accuracy["documents"] == documents
    for version, right in zip(("v1", "v2"), migration.right):
        assert accuracy[version]["correct"] == right
        close(accuracy[version]["value"], right / documents)
        close(bounds(accuracy[version]), wilson(right, documents))
    test = accuracy["mcnemar"]
    assert [test["onlyV1"], test["onlyV2"]] == migration.only
    table = [[0, migration.only[0]], [migration.only[1], 0]]
    close(test["p"], mcnemar(table, exact=True).pvalue if sum(migration.only) else 1)
