# SPDX-License-Identifier: Apache-2.0
"""Times both programs on a tree, in turns, and prints the medians."""

import os
import statistics
import subprocess
import sys
import time

RULES = """\
id: python-classify
language: python
rule: {pattern: $C.classifier.classify($$$A)}
---
id: python-results
language: python
rule: {pattern: "$R.items[0]"}
---
id: script-classify
language: typescript
rule: {pattern: $C.classifier.classify($$$A)}
---
id: script-results
language: typescript
rule: {pattern: "$R.items[0]?.result"}
"""


def main(tree: str, runs: int) -> int:
    commands = {
        "ast-grep": [os.environ["AST_GREP"], "scan", "--inline-rules", RULES, "--json=stream", tree],
        "migrate": [os.environ["CLASSIFY_BRIDGE"], "migrate", tree, "--format", "json"],
    }
    times: dict[str, list[float]] = {name: [] for name in commands}
    sizes: dict[str, int] = {}
    for run in range(runs + 1):
        for name, command in commands.items():
            start = time.perf_counter()
            output = subprocess.run(command, stdout=subprocess.PIPE).stdout
            if run > 0:  # The first run fills the page cache.
                times[name].append(time.perf_counter() - start)
            sizes[name] = len(output)
    for name, values in times.items():
        print(
            f"{name:10} median {statistics.median(values):.2f} s, "
            f"{min(values):.2f} to {max(values):.2f} s, {sizes[name]} bytes of output")
    return statistics.median(times["migrate"]) > statistics.median(times["ast-grep"])


sys.exit(main(sys.argv[1], int(sys.argv[2])))
