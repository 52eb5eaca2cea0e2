"""What all tests share. Its place also puts this folder on the path, for the cities that tests build."""
