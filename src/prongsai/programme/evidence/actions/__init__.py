"""What changes evidence."""
