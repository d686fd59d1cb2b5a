"""Scenarios and dated policies, and the timeline of levers that comes of them."""
