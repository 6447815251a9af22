"""The doctor: what is well with an installation and what is not, each in a sentence that says what to do."""
