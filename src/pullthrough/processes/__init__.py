"""One file a line of the schedule: loops and bookkeeping that call the actors' decisions.

A process is a module with a function ``step(w)``, ``w`` the tables. The files without ``step`` are what several processes
share: ``projects``, ``firms``, ``contracts``, ``seeing``, ``offers``, ``teaming``, ``ranking``, ``suppliers``, ``campaigns``.
"""
