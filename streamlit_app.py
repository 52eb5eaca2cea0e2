"""The way in: what is served, and the frame that every page stands in.

``streamlit run`` imports this file for the application below and then runs it as a script for every session.
"""

from pathlib import Path

import streamlit as st

from pages.ui import browsers, frame

app = st.App(Path(__file__), middleware=[browsers.notice_for_old_ones()])

if __name__ == "__main__":
    frame.run()
