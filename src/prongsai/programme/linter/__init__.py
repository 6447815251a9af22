"""What a plan and its evidence lack or contradict: one rule a file, over one value that is loaded once; and exceptions to a rule."""
