"""The parts of ``speed.py``; each has ``measure(rounds)``, which measures and prints."""
