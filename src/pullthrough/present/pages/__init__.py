"""Pages made from registers and results: levers, tables of the ODD, the validation card; charts and the report that holds them."""
