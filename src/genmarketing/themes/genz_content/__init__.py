"""Theme: from a heap of dirty Chinese posts to a content decision that can be defended."""
