"""Generators of the made data sets: three years of a fictional coffee chain, clean and dirty."""
