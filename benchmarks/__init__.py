"""Measures speed as a ratio against a floor in the same run; ``python -m benchmarks`` runs them all."""
