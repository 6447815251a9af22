"""Readers: file → blocks. Each kind of file has one module; what the blocks mean is not decided here."""
