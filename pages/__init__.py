"""Streamlit and nothing else: what officials see."""
