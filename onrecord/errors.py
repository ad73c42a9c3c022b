"""Every error that onrecord raises on purpose, as one tree.

    OnrecordError
    ├── ArticleError        one article could not be read; the others go on
    │   ├── UnreadableFile      missing, no permission, not a regular file
    │   ├── UnknownFormat       a suffix or content that no reader knows
    │   ├── NotText             binary data where text was expected
    │   ├── BrokenArticle       the format is known, the data in it is wrong
    │   ├── EmptyArticle        nothing to read in it
    │   └── TooLarge            over one of the limits for hostile input
    ├── RecordError         the record cannot be opened or written
    │   ├── NotARecord          the file is something else, or damaged
    │   ├── NewerRecord         written by a later onrecord
    │   ├── RecordLocked        another process is writing
    │   └── RecordFull          no room left on the disk
    ├── NotFound            no statement, group, story, actor of that name
    ├── Usage               the request makes no sense as stated
    └── ModelError          the statement model is missing or damaged

Each message is one sentence that names where, what was found, and what was expected.
"""


class OnrecordError(Exception):
    """The root: catch this one to catch all of ours."""


class ArticleError(OnrecordError):
    """One article could not be read.

    `where` names the file (and the line, in a file of many articles), `found` what was there,
    `expected` what should have been.

    >>> str(ArticleError("a.txt", "an empty file", "the text of an article"))
    'a.txt: found an empty file, expected the text of an article'
    """

    def __init__(self, where: str, found: str, expected: str) -> None:
        super().__init__(f"{where}: found {found}, expected {expected}")
        self.where, self.found, self.expected = where, found, expected

    def __reduce__(self) -> tuple[type, tuple[str, str, str]]:
        return type(self), (self.where, self.found, self.expected)


class UnreadableFile(ArticleError):
    """The file is missing, may not be read, or is no regular file."""


class UnknownFormat(ArticleError):
    """No reader knows this suffix or content."""


class NotText(ArticleError):
    """Binary data, or bytes in no encoding that we can tell."""


class BrokenArticle(ArticleError):
    """The format is known, but what it holds is wrong: broken JSON, a date that is none."""


class EmptyArticle(ArticleError):
    """There is no text in it."""


class TooLarge(ArticleError):
    """Over a limit that protects against hostile input."""


class RecordError(OnrecordError):
    """The record cannot be opened, read or written."""


class NotARecord(RecordError):
    """The file is not a record of ours, or is damaged."""


class NewerRecord(RecordError):
    """The record was written by a later version of onrecord."""


class RecordLocked(RecordError):
    """Another process holds the record."""


class RecordFull(RecordError):
    """No room is left where the record lies."""


class NotFound(OnrecordError):
    """Nothing in the record answers to that name or id."""


class Usage(OnrecordError):
    """The request makes no sense as stated."""


class ModelError(OnrecordError):
    """The statement model is missing from the installation, or damaged."""
