"""The explorer: levers moved in a browser on this machine, paired runs as they come; the page is that of the report."""
