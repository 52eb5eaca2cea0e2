"""Rules of key-project offices: standard library only, no I/O, no clock."""
