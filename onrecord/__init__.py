"""onrecord: who said what, when, where, to whom and through which outlet."""

__version__ = "0.1.0"
