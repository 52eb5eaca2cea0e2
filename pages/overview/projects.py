"""总览: what an official wants to know before the meeting."""

import streamlit as st

st.write("dashboard")
