"""Pages made from registers and results: levers, ODD tables, the validation card; charts and the report of them."""
