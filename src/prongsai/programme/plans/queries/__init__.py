"""Everything that reads plans, a module per subject. Queries take ids and days; whether somebody may see, the doors decide."""
