"""``python -m geokit.cli``."""

from geokit.cli.main import main

main()
