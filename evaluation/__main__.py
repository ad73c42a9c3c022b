"""All figures in one go: `python -m evaluation [--corpora FOLDER]`."""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

parser = argparse.ArgumentParser(description="All figures on the corpora beside the checkout.")
parser.add_argument(
    "--corpora", type=Path, default=Path(__file__).parent.parent.parent / "shared" / "corpora"
)
options = parser.parse_args()
if not options.corpora.is_dir():
    sys.exit(f"{options.corpora}: found no folder, expected the corpora; name them with --corpora")
for module in ("polnear", "mentions", "vectors", "floors"):
    command = [sys.executable, "-m", f"evaluation.{module}", "--corpora", str(options.corpora)]
    print(f"\n== {module}", flush=True)
    if status := subprocess.run(command, check=False).returncode:
        sys.exit(status)
