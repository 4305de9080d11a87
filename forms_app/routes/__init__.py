"""The addresses of the application: each hands over to its room in a few lines."""
