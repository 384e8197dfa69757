# Each recipe does its own set-up in .venv; PYTHON names the interpreter that makes it.
PYTHON ?= python3
BIN = .venv/bin

.PHONY: map test check bench bench-maps pictures gazetteer docs clean

map: .venv/installed
	$(BIN)/geokit map examples/reports -o output --title "Example reports"

test: .venv/installed-dev
	$(BIN)/pytest

check: .venv/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/installed-dev bench-maps
	$(BIN)/python -m benchmarks

# The map page beside folium's own layers, up to 100,000 incidents: some ten minutes.
bench-maps: .venv/installed-dev build/assets
	$(BIN)/python -m benchmarks.maps --assets build/assets

# The files of folium's plugins, against which the map page is measured.
build/assets:
	mkdir -p $@
	cd $@ && npm pack --silent jquery@3.7.1 leaflet.markercluster@1.1.0 leaflet-timedimension@1.1.1 iso8601-js-period@0.2.1

# Pictures of the maps of examples/ and, where they are, of the articles beside the project, into output/.
ARTICLES = ../shared
pictures: .venv/installed-dev
	$(BIN)/geokit map examples/reports -o output/examples --title "Example reports" --force
	$(BIN)/python -m benchmarks.pictures output/examples
	if [ -d $(ARTICLES)/seeds ]; then \
	  $(BIN)/geokit map $(ARTICLES)/seeds --metadata $(ARTICLES)/gold/metadata.csv -o output/articles --force && \
	  $(BIN)/python -m benchmarks.pictures output/articles; fi

# PACKAGES is a folder with the package files that gazetteer/recipes/pins.toml names.
gazetteer: .venv/installed-dev
	$(BIN)/python -m gazetteer.recipes.build --packages $(PACKAGES)

docs: .venv/installed-dev
	$(BIN)/python -m geokit.layers.dictionary > docs/data-dictionary.md
	$(BIN)/python -m geokit.layers.schema > geokit/layers/incident.schema.json

clean:
	rm -rf .venv build dist *.egg-info

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/installed: .venv/bin/python pyproject.toml constraints.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable .
	touch $@

.venv/installed-dev: .venv/bin/python pyproject.toml constraints.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable ".[dev]"
	touch $@ .venv/installed
