import asyncio
import os
import sys
import tempfile
from pathlib import Path


from rules import RULES

FOLDER = Path(tempfile.mkdtemp())
(FOLDER / "a.txt").write_text("Invoice number 7\fpayment by card, change\ftotal due\f4\f5\f6")
(FOLDER / "b.txt").write_text("payment by card")
(FOLDER / "c.broken").write_text("?")

from clients import get_classifier

results = get_classifier().classify_file_paths(RULES, [str(FOLDER / "a.txt"), str(FOLDER / "b.txt")])
print({item.file.name: item.result.type for item in results.items})
