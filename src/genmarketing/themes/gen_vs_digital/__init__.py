"""Theme 03: generative and digital marketing."""
