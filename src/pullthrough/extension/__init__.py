"""A researcher's own rules, added to the model without a change of it.

An extension is a Python file or an installed module with one name, ``extension``:

    from pullthrough.extension import Extension, after

    extension = Extension(title="...", processes=(after("accounts", pay_credit),), ...)

``pullthrough --extension FILE.py ...`` or ``extension=MODULE`` runs any kind of study with it.
"""

from pullthrough.extension.declaration import Extension, Flow, Outcome, Process, Run, after, before, instead
from pullthrough.extension.loading import load
from pullthrough.parameters.checking.extended import Number

__all__ = ["Extension", "Flow", "Number", "Outcome", "Process", "Run", "after", "before", "instead", "load"]
