"""The tree of geokit's errors.

::

    GeokitError
    ├── UsageError (ValueError)         what was asked for makes no sense
    ├── ReportError                     a file or a row could not be read as a report
    ├── GazetteerError (ValueError)     a row of the gazetteer is wrong
    ├── CodebookError (ValueError)      a table of the codebook is wrong
    └── CustodyError                    an output folder is not as its manifest says

Every message names the file, the row where there is one, and what to do.
"""

__all__ = ["CodebookError", "CustodyError", "GazetteerError", "GeokitError", "ReportError", "UsageError"]


class GeokitError(Exception):
    """Root of everything that geokit raises on purpose."""


class UsageError(GeokitError, ValueError):
    """What was asked for makes no sense, whatever the input holds."""


class ReportError(GeokitError):
    """A file, or a row of one, could not be read as a report."""


class GazetteerError(GeokitError, ValueError):
    """A row, a shape or a source of the gazetteer is wrong."""


class CodebookError(GeokitError, ValueError):
    """A table of the codebook is wrong."""


class CustodyError(GeokitError):
    """A folder that geokit made is not as its manifest says."""
