"""Finding what the office has written: an index of what the parts announce, kept in step with the audit trail, asked with permissions."""
