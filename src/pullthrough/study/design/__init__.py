"""What is to be run: cells by replicates, the points of a design, what is varied, and what is wrong with it."""
