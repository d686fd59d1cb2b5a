"""What may be set: schema, checks, composition of a configuration, policies, and the register of sources.

Rooms, the lowest first: schema, checking, files, register, policy, composition. Each imports from those before it alone.
"""
