"""The gazetteer's data files, shipped as ``geokit.gazetteer``."""
