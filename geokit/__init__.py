"""geokit turns a folder of reports into a map that can be defended."""

__version__ = "0.1.0"
