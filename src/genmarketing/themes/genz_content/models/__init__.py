"""The mechanisms of theme 06, one file each: small functions and classes on text, arrays and tables.

Import the file that is needed (``from genmarketing.themes.genz_content.models import segmentation``). Nothing here
draws or rounds. Everything random takes a ``numpy.random.Generator``; jieba is loaded when it is first asked for.
"""
