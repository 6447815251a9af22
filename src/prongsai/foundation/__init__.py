"""What every part stands on and that knows no business noun: agencies, people, audit, files, background work, registry."""
