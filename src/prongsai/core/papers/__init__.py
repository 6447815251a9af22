"""Papers: read from files into one structured value, and written back as official files."""
