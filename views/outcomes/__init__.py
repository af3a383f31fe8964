"""The screens that lead from promises to outcomes."""
