"""Writers: paper → printed sheets (one layout each) → file (one format each)."""
