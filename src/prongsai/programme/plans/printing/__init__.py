"""From the rows of a plan to a paper: its layouts, what is missing before it is printed, what has changed since."""
