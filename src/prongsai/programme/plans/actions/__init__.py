"""Everything that writes to a plan, a module per subject: measures, order, progress, imports, printing."""
