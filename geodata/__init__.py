"""Geography of Jinan: districts, the Yellow River, coordinate systems. It has never heard of projects."""
