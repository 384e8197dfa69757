# Each recipe does its own set-up in .venv; PYTHON names the interpreter that makes it.
PYTHON ?= python3
BIN = .venv/bin

.PHONY: map test check bench gazetteer docs clean

map: .venv/installed
	$(BIN)/geokit map examples/reports -o output --title "Example reports"

test: .venv/installed-dev
	$(BIN)/pytest

check: .venv/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/installed-dev
	$(BIN)/python -m benchmarks

# PACKAGES is a folder with the package files that gazetteer/recipes/pins.toml names.
gazetteer: .venv/installed-dev
	$(BIN)/python -m gazetteer.recipes.build --packages $(PACKAGES)

docs: .venv/installed-dev
	$(BIN)/python -m geokit.layers.dictionary > docs/data-dictionary.md

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
