"""The five pages of the overview."""
