"""Writes the reference pages: `json.md` from the types, `commands.md` from the command line itself.

    .venv/bin/python docs/reference.py            writes both pages
    .venv/bin/python docs/reference.py --check    exits with 1 where one would change

What a key or a command means to a reader stands in `meanings.toml`; a key or a command without a
meaning there stops the script, and names it.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import click
import typer

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

from samples import Choice, samples  # noqa: E402

from onrecord.show.terminal import chapters  # noqa: E402

MEANINGS: dict[str, Any] = tomllib.loads((HERE / "meanings.toml").read_text(encoding="utf-8"))
SPAN = {"start", "end", "text"}


# ------------------------------------------------------------------------------------ JSON


def json_page() -> str:
    """The page about the JSON that commands print."""
    parts = [MEANINGS["json"]["before"].strip()]
    for name, kind in samples().items():
        parts.append(f"## {kind.title}\n\nPrinted by " + ", ".join(f"`onrecord {c}`" for c in kind.commands))
        table = ["| key | value | meaning |", "|---|---|---|"]
        table += [f"| `{path}` | {value} | {_meaning(name, path)} |" for path, value in rows(kind.variants)]
        parts.append("\n".join(table))
    parts.append(MEANINGS["json"]["after"].strip())
    return "\n\n".join(parts) + "\n"


def rows(variants: Sequence[Any], path: str = "") -> Iterator[tuple[str, str]]:
    """Each key of an object, as a path, with what it holds, seen from the object in several fillings."""
    for key in variants[0]:
        here = f"{path}.{key}" if path else key
        values = [one[key] for one in variants if isinstance(one, Mapping)]
        there = [value for value in values if value is not None]
        yield (
            here,
            (_kind(there[0]) if there else "string") + (", or null" if len(there) < len(values) else ""),
        )
        yield from _within(there, here)


def _within(values: Sequence[Any], path: str) -> Iterator[tuple[str, str]]:
    """The keys of objects inside a value, through lists of lists."""
    if values and isinstance(values[0], list | tuple):
        for n in range(len(values[0])):
            there = [one[n] for one in values if len(one) > n and one[n] is not None]
            yield from _within(there, f"{path}[]")
    elif values and isinstance(values[0], Mapping) and not _is_span(values[0]):
        yield from rows(values, path)


def _is_span(value: Any) -> bool:
    return isinstance(value, Mapping) and set(value) - {"in"} == SPAN


def paths(value: Any, path: str = "") -> Iterator[str]:
    """The paths of the keys in an object that a command printed, as `rows` names them."""
    if isinstance(value, Mapping) and not _is_span(value):
        for key, inner in value.items():
            here = f"{path}.{key}" if path else key
            yield here
            yield from paths(inner, here)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from paths(inner, f"{path}[]")


def _kind(value: Any) -> str:
    if isinstance(value, Choice):
        return ", ".join(f"`{choice}`" for choice in value.choices)
    if isinstance(value, list | tuple):
        (inner,) = {_plural(_kind(one)) for one in value} if len(value) == 1 else {"lists"}
        return f"list of {inner}"
    if isinstance(value, Mapping):
        return "span" if _is_span(value) else "object"
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, int | float):
        return "number"
    return "date" if value == "2021-08-26" else "string"


def _plural(kind: str) -> str:
    if kind.startswith("list"):
        return f"lists{kind[4:]}"
    return kind if kind.startswith(("true", "`")) else f"{kind}s"


def _meaning(name: str, path: str) -> str:
    section = MEANINGS["json"][name]
    leaf = path.rpartition(".")[2]
    found = section.get(path) or section.get(leaf) or MEANINGS["json"]["any"].get(leaf)
    if not found:
        raise SystemExit(f"docs/meanings.toml: nothing says what {path!r} of [json.{name}] means")
    return str(found)


# ------------------------------------------------------------------------------------ commands


def application() -> Any:
    """The command line, with all its commands."""
    for module in chapters.MODULES:
        import_module(f"onrecord.show.terminal.{module}")
    from onrecord.show.terminal.app import app  # noqa: PLC0415

    return typer.main.get_command(app)


def commands() -> dict[str, Any]:
    """Every command by name, those of a group as "GROUP NAME"."""
    found: dict[str, Any] = {}
    for name, command in application().commands.items():
        inner = getattr(command, "commands", None)
        if not command.hidden:
            found |= {f"{name} {sub}": one for sub, one in inner.items()} if inner else {name: command}
    return found


def commands_page() -> str:
    """The page about the commands, by the chapters of `onrecord --help`."""
    texts, left = MEANINGS["commands"], commands()
    parts = [texts["before"].strip()]
    told = {name for _, names in chapters.CHAPTERS for name in names}
    for title, names in (*chapters.CHAPTERS, ("Others", tuple(name for name in left if name not in told))):
        there = [name for name in names if name in left]
        parts += [f"## {title}"] if there else []
        for name in there:
            if name not in texts["examples"]:
                raise SystemExit(f"docs/meanings.toml: [commands.examples] has none for {name!r}")
            parts += _command(name, left[name], texts["examples"][name])
    parts.append(texts["after"].strip())
    return "\n\n".join(parts) + "\n"


def _command(name: str, command: Any, examples: list[str]) -> Iterator[str]:
    context = click.Context(command, info_name=f"onrecord {name}")
    yield f"### onrecord {name}"
    yield (command.help or "").replace("\b", "").strip()
    shown = [p for p in command.params if not getattr(p, "hidden", False) and p.name != "help"]
    records = [(p.param_type_name, p.get_help_record(context)) for p in shown]
    taken = [_bare(record[0]) for kind, record in records if kind == "argument"]
    yield "```text\n" + " ".join([f"onrecord {name}", *taken, "[OPTIONS]"]) + "\n```"
    table = ["| | |", "|---|---|"]
    table += [f"| `{_cell(_bare(record[0], kind))}` | {_cell(record[1])} |" for kind, record in records]
    if shown:
        yield "\n".join(table)
    yield "```text\n" + "\n".join(f"onrecord {example}" for example in examples) + "\n```"


def _bare(metavar: str, kind: str = "argument") -> str:
    """What is to be given, without the braces and types that typer puts around it."""
    if kind == "option":
        metavar = metavar.replace("<str>", "TEXT").replace("<path>", "FILE")
        metavar = re.sub(r"<(?:int|float)[^>]*>", "NUMBER", metavar)
    return re.sub(r" ?<[^|>]*>|[{}]", "", metavar).strip()


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


PAGES = {"json.md": json_page, "commands.md": commands_page}


def main() -> int:
    """Write or check the pages."""
    stale = 0
    for name, make in PAGES.items():
        path, text = HERE / name, make()
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            stale += 1
            print(f"docs/{name}: changed")
            if "--check" not in sys.argv:
                path.write_text(text, encoding="utf-8")
    return min(stale, 1) if "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
