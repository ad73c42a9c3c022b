"""The training script of the statement model: one recipe, top to bottom."""
