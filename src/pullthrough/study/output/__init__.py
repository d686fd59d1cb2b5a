"""What a study writes for its readers: small tables, the dictionary of their columns, the manifest."""
