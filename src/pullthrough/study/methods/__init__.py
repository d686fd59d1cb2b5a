"""Statistics on finished runs, each a published method: effects, indices, Shapley values, history matching, regret."""
