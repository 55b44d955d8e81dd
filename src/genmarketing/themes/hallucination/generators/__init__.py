"""Generators of the data sets that this theme makes."""
