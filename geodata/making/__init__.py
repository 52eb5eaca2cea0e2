"""How the gazetteer is made: sources in, `data/` out. Nothing here is needed to use it."""
