"""What the performance table in the docs is made by."""
