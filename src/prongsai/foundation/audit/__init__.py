"""What happened: an append-only chain of events per agency, written in the same transaction as the change."""
