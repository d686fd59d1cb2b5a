"""Files and words of a command line put together into one checked configuration."""
