"""Theme 02: AI hallucination."""
