"""Rebuild every derived file of the gazetteer from the pinned packages.

``python -m gazetteer.recipes.build --packages DIR`` verifies the packages in DIR against ``pins.toml`` and
writes the derived files (README.md lists them) into the gazetteer, or into ``--output``. The hand-edited
files are read, never written.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from gazetteer.recipes.areas import country_features, drawn_provinces, korean_provinces, province_features
from gazetteer.recipes.basemap import basemap_features
from gazetteer.recipes.counties import county_features
from gazetteer.recipes.koreannames import geonames_rows, spelled_rows
from gazetteer.recipes.lines import line_features
from gazetteer.recipes.mapground import ground_features
from gazetteer.recipes.maplabels import LABEL_COLUMNS, label_rows
from gazetteer.recipes.packages import Packages
from gazetteer.recipes.seas import sea_features
from gazetteer.recipes.south import southern_features
from gazetteer.recipes.tables import NAME_COLUMNS, PLACE_COLUMNS, read_table, write_features, write_table
from gazetteer.recipes.world import world_tables
from gazetteer.recipes.worldindex import write_world

GAZETTEER = Path(__file__).resolve().parents[1]


def build(packages: Packages, output: Path) -> None:
    """Write every derived file into ``output``."""
    places = read_table(GAZETTEER / "places.csv")
    korean = korean_provinces(packages, places)
    provinces = drawn_provinces(packages, korean)
    write_features(output / "countries_shapes.geojson", country_features(packages, provinces))
    write_features(output / "provinces_shapes.geojson", province_features(provinces))
    write_features(output / "counties_shapes.geojson", county_features(places, korean))
    write_features(output / "south_shapes.geojson", southern_features(packages, places))
    lines = list(line_features(packages, places))
    write_features(output / "lines_shapes.geojson", lines)
    write_features(output / "seas_shapes.geojson", sea_features(packages))
    names = geonames_rows(packages, places)
    write_table(output / "kp_names.csv", NAME_COLUMNS, names)
    written = [*read_table(GAZETTEER / "names.csv"), *names]
    write_table(output / "spelled_names.csv", NAME_COLUMNS, spelled_rows(places, written))
    basemap = list(basemap_features(packages, korean, places))
    write_features(output / "map_ground.geojson", ground_features(packages, basemap, lines))
    world_places, world_names = world_tables(packages, places)
    write_table(output / "world_places.csv", PLACE_COLUMNS, world_places)
    # As they are written, in their order: the first Korean name is the one on the map.
    shipped = [*read_table(GAZETTEER / "names.csv"), *read_table(output / "kp_names.csv")]
    labels = label_rows(places, read_table(output / "world_places.csv"), shipped)
    write_table(output / "map_labels.csv", LABEL_COLUMNS, labels)
    write_table(output / "world_names.csv", NAME_COLUMNS, world_names)
    write_world(packages, output)


def main() -> None:
    """Read the command line and build."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--packages", type=Path, required=True, help="folder with the files of pins.toml")
    parser.add_argument(
        "--output", type=Path, default=GAZETTEER, help="where to write (default: the gazetteer)"
    )
    options = parser.parse_args()
    options.output.mkdir(parents=True, exist_ok=True)
    build(Packages(options.packages), options.output)


if __name__ == "__main__":
    main()
