"""Makes the theme's data sets; nothing that runs for a learner imports this."""
