"""Files in, :class:`~geokit.model.Report` records out."""

from geokit.reports.reading import Reading, read_reports
from geokit.reports.records import report_record

__all__ = ["Reading", "read_reports", "report_record"]
