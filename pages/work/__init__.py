"""Where staff work: places, later reports and obstacles."""
