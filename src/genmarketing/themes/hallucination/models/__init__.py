"""The mechanisms of theme 02, one file each: small functions and classes on arrays, tables and sentences.

Import the file that is needed (``from genmarketing.themes.hallucination.models import ngram``). Nothing here
draws, prints, reads a file or rounds. Everything random takes a ``numpy.random.Generator``. Brands, facts and
costs are made.
"""
