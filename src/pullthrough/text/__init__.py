"""What users wrote, on its way out: commands to be pasted, words on a terminal, in a figure, a table or a spreadsheet."""
