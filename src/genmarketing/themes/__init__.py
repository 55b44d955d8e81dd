"""The themes of the course, each a folder that `genmarketing.theme` finds by its name."""
