"""Runs the commands shown in the README and the tutorial, and puts in what they print.

    .venv/bin/python docs/rerun.py            rewrites the ```console blocks
    .venv/bin/python docs/rerun.py --check    exits with 1 where one would change

Each file starts with an empty folder in which `examples` is there. Output is taken as from a
terminal of 80 columns. An id in `compare`, `sources` or `story` is replaced by the present one of
the most reported group or the first story; with "# on WORD", of the most reported group that holds
the word. A command that ends in "# first N lines" is cut.
"""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGES = (ROOT / "README.md", ROOT / "docs" / "tutorial.md")
BLOCK = re.compile(r"(```console\n)(.*?)(\n```)", re.DOTALL)
IDS = {"compare": "groups --several", "sources": "groups --several", "story": "stories"}


def run(command: str, folder: Path) -> str:
    """What `command` prints on a terminal of 80 columns without colours, messages first."""
    env = os.environ | {
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "COLUMNS": "80",
        "NO_COLOR": "1",
        "TERM": "dumb",
    }
    ours, theirs = pty.openpty()
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, shell=True, cwd=folder, stdout=theirs, stderr=said, env=env)
        os.close(theirs)
        shown = b""
        while True:
            try:
                piece = os.read(ours, 65536)
            except OSError:  # the other end is closed
                break
            if not piece:
                break
            shown += piece
        os.close(ours)
        process.wait()
        said.seek(0)
        text = (said.read() + shown).decode("utf-8").replace("\r\n", "\n")
    return "\n".join(line.rstrip() for line in text.splitlines()).strip("\n")


def first_id(listing: str, word: str, folder: Path) -> str:
    """The first id of a listing whose line holds the word, as short as tables show it."""
    for line in run(f"onrecord {listing} --format jsonl", folder).splitlines():
        found = re.search(r'"id": "([^"]+)"', line)
        if found and word in line:
            return found.group(1)[:9]
    raise SystemExit(f"onrecord {listing}: nothing holds {word!r}")


def block(shown: str, folder: Path) -> str:
    """A console block with its commands run anew."""
    out = []
    for shown_command in (line[2:] for line in shown.splitlines() if line.startswith("$ ")):
        words = shown_command.split()
        fresh = words[0] == "onrecord" and words[1] in IDS and len(words) > 2
        command = shown_command
        if fresh:
            word = re.search(r"# on (\S+)", shown_command)
            command = command.replace(
                words[2], first_id(IDS[words[1]], word.group(1) if word else "", folder), 1
            )
        cut = re.search(r"\s*# first (\d+) lines$", command)
        printed = run(command[: cut.start()] if cut else command, folder)
        if cut:
            printed = "\n".join([*printed.splitlines()[: int(cut.group(1))], "…"])
        out.append(f"$ {command}\n{printed}".rstrip())
    return "\n".join(out)


def page(path: Path) -> str:
    """A page with all its console blocks run anew."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "examples").symlink_to(ROOT / "examples")
        text = path.read_text(encoding="utf-8")
        return BLOCK.sub(lambda m: m.group(1) + block(m.group(2), folder) + m.group(3), text)


def main() -> int:
    """Rewrite or check the pages; how many differ."""
    stale = 0
    for path in PAGES:
        text = page(path)
        if text != path.read_text(encoding="utf-8"):
            stale += 1
            print(f"{path.relative_to(ROOT)}: changed")
            if "--check" not in sys.argv:
                path.write_text(text, encoding="utf-8")
    return min(stale, 1) if "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
