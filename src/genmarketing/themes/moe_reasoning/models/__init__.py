"""The mechanisms of theme 01, one file each: small functions and classes on NumPy arrays.

Import the file that is needed (``from genmarketing.themes.moe_reasoning.models import routing``). Nothing here
draws, prints, reads a file or rounds. Everything random takes a ``numpy.random.Generator``.
"""
