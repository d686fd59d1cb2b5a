"""What may be set: the schema, the composition and checking of a configuration, the timeline of policies."""
