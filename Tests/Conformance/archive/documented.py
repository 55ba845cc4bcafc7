# SPDX-License-Identifier: Apache-2.0
"""The samples of docs/archives.md, which tests run as they are printed."""

import pathlib
import re

PAGE = pathlib.Path(__file__).parents[3] / "docs" / "archives.md"


def samples(language, heading=None):
    """The samples in a language, of the whole page or of one section."""
    text = PAGE.read_text()
    if heading is not None:
        (text,) = re.findall(rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", text, re.M | re.S)
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.M | re.S)


def sample(language, heading, containing=""):
    (found,) = (text for text in samples(language, heading) if containing in text)
    return found
