"""Files that people upload and that the system prints, kept once by content and given out only through a permission check."""
