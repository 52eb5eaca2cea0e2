"""The way in: what is served, and the frame that every page stands in.

``streamlit run`` imports this file for the application below and then runs it as a script for every session.
"""

from pathlib import Path

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager

from pages.ui import browsers, frame, server_root

# A folder named pages/ makes Streamlit look for pages of its own there until the frame first runs; whoever opened the
# server's first session by a link would be told that the page does not exist.
PagesManager.uses_pages_directory = False

app = st.App(
    Path(__file__),
    middleware=[browsers.notice_for_old_ones(), server_root.said_to_the_page()],
    on_script_error=frame.explain,
)

if __name__ == "__main__":
    frame.run()
