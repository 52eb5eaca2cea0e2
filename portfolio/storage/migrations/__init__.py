"""Alembic's migrations. One never imports our code and is never edited once merged."""
