"""The engine: turns plain scalar rules into one compiled quarter, or runs the very same code uncompiled.

It knows nothing of defence: it is handed a list of process modules and a table of actor classes. Nothing is imported here:
whoever asks where compiled rules are kept needs no compiler.
"""
