"""The documentation as a site: what is made from the code and registers, and how it is built. Needs the extra ``docs``."""
