"""Studies: designs of runs, carried out, stored and compared.

Rooms, the lowest first: storage, design, methods, output, execution, kinds. Each imports from those before it alone.
"""
