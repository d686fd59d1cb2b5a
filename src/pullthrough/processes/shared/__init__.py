"""What several lines of the schedule share. No file here has a ``step``, and none imports a line of the schedule.

What an organisation knows and whom: ``beliefs``, ``contacts``, ``membership``. Technologies and firms: ``projects``,
``firms``. Tenders and contracts: ``offers``, ``teaming``, ``coordination``, ``suppliers``, ``contracts``, ``payments``.
Calls: ``ranking``. Exports: ``campaigns``.
"""
