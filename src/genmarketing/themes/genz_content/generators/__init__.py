"""The made data sets of theme 06, one module each, and the words and effects that they share."""
