"""What came of a plan: reports as they are handed in, their rounds, the status that follows from them, and what is to be done next."""
