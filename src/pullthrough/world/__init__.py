"""The state of the world: tables, codes, keyed draws, ledger, initialisation."""
