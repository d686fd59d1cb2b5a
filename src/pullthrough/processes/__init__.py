"""The lines of the schedule, one file each: loops and bookkeeping that call the actors' decisions.

A line is a module with a function ``step(state)``, ``state`` the tables; ``schedule.SCHEDULE`` puts them in order. Two files
have a ``step`` that is no line of its own: ``founding`` runs once, before the first quarter, and ``revisions`` is a part of
``need``. What several lines share is in ``shared``; a few lines also call a function of another: ``development`` of
``skills``, ``exit`` of ``entry``, ``ideas`` of ``transfer``, ``private_money`` of ``development``, ``tenders`` of ``budgets``.

Names say what they hold: ``technology_row`` is a row of ``state.technologies``, ``technology`` the record in that row; a
``place`` is one in a list of rows, a ``slot`` one in a list of fixed length.
"""
