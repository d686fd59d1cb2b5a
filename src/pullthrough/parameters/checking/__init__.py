"""Whether values are admitted and fit together, and how to say what is wrong."""
