"""Outcomes from the state and the notes of a run: each defined once, with unit and estimator."""
