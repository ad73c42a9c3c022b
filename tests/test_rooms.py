"""The walls: no room imports another; only pipeline and the show rooms compose them."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent / "onrecord"
ROOMS = (
    "article.read",
    "article.extract",
    "article.resolve",
    "record.actors",
    "record.match",
    "record.compare",
    "record.store",
)
COMPOSING = (
    *("overruling.py", "amending.py"),  # judgements laid over what the machine did
    *(
        "judging.py",
        "anchoring.py",
        "standing.py",
        "reviewing.py",
        "identifying.py",
    ),  # judgements made and told
)
OPEN_TO_ALL = ("onrecord.types", "onrecord.errors")


def modules(room: str) -> list[Path]:
    return sorted((ROOT / room.replace(".", "/")).rglob("*.py"))


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    package = ["onrecord", *path.relative_to(ROOT).parent.parts]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            stem = ".".join([*base, *([node.module] if node.module else [])])
            names |= {f"{stem}.{alias.name}" for alias in node.names}
    return {name for name in names if name.split(".")[0] == "onrecord"}


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_no_other_room(room: str) -> None:
    assert modules(room), f"the room {room} is gone"
    own = f"onrecord.{room}"
    for path in modules(room):
        for name in imported(path):
            allowed = name.startswith((own, *OPEN_TO_ALL)) or name == "onrecord.__version__"
            assert allowed, f"{path.relative_to(ROOT)} imports {name}"


def test_types_and_errors_import_nothing_of_ours() -> None:
    for name in ("types.py", "errors.py"):
        assert not imported(ROOT / name)


def test_only_show_composes_besides_the_pipeline() -> None:
    rooms = tuple(f"onrecord.{room}" for room in ROOMS)
    for path in ROOT.rglob("*.py"):
        place = path.relative_to(ROOT).parts
        if place[0] in ("show", "pipeline"):
            continue
        if path.name in COMPOSING or any(
            path.is_relative_to(ROOT / room.replace(".", "/")) for room in ROOMS
        ):
            continue
        assert not [name for name in imported(path) if name.startswith(rooms)], path


def test_only_show_prints_or_exits() -> None:
    for path in ROOT.rglob("*.py"):
        if "show" in path.relative_to(ROOT).parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                call = ast.unparse(node.func)
                assert call not in {"print", "sys.exit", "exit", "quit"}, f"{path}: {call}"
