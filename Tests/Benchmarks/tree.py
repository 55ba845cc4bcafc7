# SPDX-License-Identifier: Apache-2.0
"""Writes a tree of 1,000,000 lines with v1 call sites in 1 % of its files, always the same."""

import pathlib
import random
import sys

LINES = 1_000_000
LINES_PER_FILE = 250
SHARE = 100  # One file of so many holds v1.

PYTHON = """\
def {name}(items, limit={number}):
    \"\"\"Returns the first items of {name}.\"\"\"
    result = []
    for index, item in enumerate(items):
        if index >= limit and item.value != "{name}":
            break
        result.append({{"id": item.id, "label": f"{{index}}: {{item.label}}", "size": {number}}})
    return result


"""

SCRIPT = """\
export async function {name}(items: Item[], limit = {number}): Promise<Entry[]> {{
  const result: Entry[] = [];
  for (const [index, item] of items.entries()) {{
    if (index >= limit && item.value !== '{name}') break;
    result.push({{ id: item.id, label: `${{index}}: ${{item.label}}`, size: {number} }});
  }}
  return result;
}}

"""

PYTHON_SITE = """\
from llama_cloud import LlamaCloud

client = LlamaCloud()


def classify_{name}(file_id, rules):
    result = client.classifier.classify(file_ids=[file_id], rules=rules)
    return result.items[0].result.type


"""

SCRIPT_SITE = """\
import LlamaCloud from '@llamaindex/llama-cloud';

const client = new LlamaCloud();

export async function classify_{name}(fileId: string, rules: Rule[]) {{
  const result = await client.classifier.classify({{ file_ids: [fileId], rules }});
  return result.items[0]?.result?.type;
}}

"""


def main(root: pathlib.Path) -> None:
    numbers = random.Random(13)
    for number in range(LINES // LINES_PER_FILE):
        is_python = number % 2 == 0
        body, site = (PYTHON, PYTHON_SITE) if is_python else (SCRIPT, SCRIPT_SITE)
        holds_v1 = number % SHARE == number // SHARE % 2
        text = site.format(name=f"f{number}") if holds_v1 else ""
        while text.count("\n") < LINES_PER_FILE:
            text += body.format(
                name=f"name_{numbers.randrange(1 << 30):x}", number=numbers.randrange(1000))
        text = "".join(text.splitlines(keepends=True)[:LINES_PER_FILE])
        folder = root / f"package{number % 50}" / f"part{number % 7}"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"file{number}.{'py' if is_python else 'ts'}").write_text(text)


main(pathlib.Path(sys.argv[1]))
