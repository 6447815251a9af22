"""Kills the product at random moments while people write into it, and looks whether anything was lost: `make torture`."""
