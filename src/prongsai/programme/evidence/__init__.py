"""Evidence: files, public addresses and frozen numbers that show that something was done. Knows no measures; plans tie it to theirs."""
