"""The mechanisms of theme 05, one file each: small functions and classes on arrays and tables.

Import the file that is needed (``from genmarketing.themes.trend_report.models import intervals``). Nothing here
draws, prints or rounds. Everything random takes a ``numpy.random.Generator``.
"""
