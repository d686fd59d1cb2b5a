"""What may be set, with unit, range and meaning: the typed tree of a configuration."""
