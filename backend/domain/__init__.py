"""What things are: the laws of Concord in plain Python, with no database and no network."""
