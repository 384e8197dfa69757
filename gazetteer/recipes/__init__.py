"""Recipes that rebuild the derived files of the gazetteer; not shipped."""
