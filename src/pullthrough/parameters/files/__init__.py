"""Where configuration files are and what stands in them."""
