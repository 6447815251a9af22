"""What a result says: ranking, gaps, years and peers beside it, and what to do about what is weak. Reads only; there are no tables."""
