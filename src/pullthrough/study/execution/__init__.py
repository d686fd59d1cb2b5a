"""Carrying out a design: processes, shared quarters, compiled rules, and executors, which say where runs are."""
