"""Views of the staff pages, a module per subject."""
