"""Studies: designs of runs, carried out, stored and compared. The kinds there are stand in ``kinds.py``."""
