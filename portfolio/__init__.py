"""A tracker for a city's key investment projects: rules, storage, services and what leaves them as files."""

__version__ = "0.2.0"
