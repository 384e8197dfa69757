"""Exports: one module a format, each of which writes what :func:`geokit.layers.made.read_made` gives."""
