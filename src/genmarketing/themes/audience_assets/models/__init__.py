"""The mechanisms of theme 04, one file each: small functions and classes on arrays and tables.

Import the file that is needed (``from genmarketing.themes.audience_assets.models import bg_nbd``). Nothing here
draws, prints or reads a file. Everything random takes a ``numpy.random.Generator``. A table of orders has
the columns ``customer_id``, ``date`` (datetime64) and ``amount`` (元).
"""
