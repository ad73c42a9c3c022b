"""onrecord: who said what, when, where, to whom and through which outlet.

for one in onrecord.extract(text):
    print(one.speaker, one.cue, one.content)

`extract` reads one article; the command line (`onrecord --help`) also keeps a record of many.
"""

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["Found", "Statements", "__version__", "extract"]

if TYPE_CHECKING:
    from onrecord.show.notebook import Found, Statements, extract


def __getattr__(name: str) -> Any:
    """Load the model's libraries when they are asked for: `onrecord --help` needs none of them."""
    if name in __all__:
        from onrecord.show import notebook  # noqa: PLC0415

        return getattr(notebook, name)
    raise AttributeError(f"module 'onrecord' has no attribute {name!r}")
