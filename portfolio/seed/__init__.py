"""What the 2025 plan of Jinan says, as tables, and an illustrative layer of amounts made for demonstrations."""
