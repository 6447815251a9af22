"""The pages of those who work in an agency. No rules here: views fetch through doors and queries and call actions."""
