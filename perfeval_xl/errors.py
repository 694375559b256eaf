"""The exceptions of the package.

Bad data in a return is a finding, never an exception; these say that a file, a call or a scheme is unusable.
Every message is one Chinese sentence that says what is wrong, where, and what to do.
"""


class PerfevalError(Exception):
    """Base of all errors that a user can act on; its text is shown as it stands."""


class SchemeError(PerfevalError):
    """A scheme is unknown, or its TOML file is wrong."""


class FormError(PerfevalError):
    """A case file or a call holds something that is not a return."""


class WorkbookError(PerfevalError):
    """A workbook or document cannot be read."""


class OutputError(PerfevalError):
    """An output file cannot be written."""
