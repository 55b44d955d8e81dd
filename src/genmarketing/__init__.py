"""Interactive course on generative-AI marketing."""

__version__ = "0.1.0"
