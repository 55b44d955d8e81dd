"""Short words that stay on one line in a narrow column."""


def unbroken(word: str) -> str:
    """Join the characters of a word, so that a table cannot break it between two of them."""
    return "\u2060".join(word)
