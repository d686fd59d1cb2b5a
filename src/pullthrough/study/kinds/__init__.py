"""The kinds of study, one file each; :mod:`pullthrough.study.kinds.registry` finds them by name."""
