"""Scorers, readers of the corpora they need, and the figures measured with them."""
