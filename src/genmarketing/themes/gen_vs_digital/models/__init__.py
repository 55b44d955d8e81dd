"""The mechanisms of theme 03: one simulated market, three ways to serve it, and how the result is counted.

Pure functions and small classes on arrays and tables; no widget, no notebook. Everything simulated is made and
says so. Money is in 元 throughout.
"""
