"""What stands in a run folder: runs in shards, sealed and read again; the manifest and the code that made it; whole files."""
