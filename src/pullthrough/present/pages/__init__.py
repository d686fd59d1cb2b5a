"""Pages that are made from registers and results: levers, tables of the ODD, the validation card."""
