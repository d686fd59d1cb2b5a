"""Numbers in documents that are tied to the tables they come from.

A number is followed by an HTML comment, its *mark*, which says table, rows and column. A rendered page does not show it::

    Adoptions rise by +12.0 (11.8 to 12.2)<!-- effects.csv adoptions_per_year effect --> a year.

*Table*: a CSV or JSON file beside the page, below ``experiments/`` or below the project's folder, in this order; a word of a
JSON file is a path of keys, ``kept.json main.replicates``.

*Rows*: conditions ``column=value``, also ``!=``, ``<``, ``<=``, ``>``, ``>=``, ``column=one,other``, ``low>other_column``, quoted
where they hold a space; the name of an outcome alone means ``outcome=NAME``.

*Column*: its name, or

====================  ====================================================================================================
``effect``            signed, with its interval; ``effect:alone`` takes ``alone``, ``alone_low``, ``alone_high``
``level``             the same without a sign
``interval``          the interval alone
``rows``              how many rows meet the conditions; ``sum:``, ``mean:``, ``min:``, ``max:`` before a column: of these rows
``run``, ``run X.Y``  the run id of the kept study beside the page, or of run Y of ``experiments/X``
====================  ====================================================================================================

``x100`` and ``/1000`` scale, ``%`` writes per cent before an interval, ``5 % (4 to 6)``; ``+``, ``.1f``, ``+.2f``, ``.2g``
format, otherwise an interval decides how many figures are written, and without one there are three. References are joined by
``/``, ``*``, ``-`` or ``+`` between spaces, from left to right; what a later one does not say of table and rows is taken from the
one before (``column=*`` takes nothing of that column): ``effects.csv adoptions_per_year policy / baseline``. A ``?`` before a
mark is a number yet to be written.

A number that was chosen, a dose for example, has ``<!-- set dose_response.csv dose -->``: it is in that column. A sentence that
rests on a sign or a size carries a *claim*, see :mod:`pullthrough.present.prose.claims`. Whole tables are written by
:mod:`pullthrough.present.prose.blocks`. What need not be tied stands between ``<!-- given: why -->`` and ``<!-- /given -->``:
what a source publishes, what was written before a run.
"""
