"""Plain Python: Thai text and calendar, papers. No web framework, no database, no network, no clock."""
