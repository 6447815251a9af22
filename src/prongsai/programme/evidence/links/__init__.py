"""Looking at public addresses: which may be reached, and what is found there. Knows no agencies and no database."""
