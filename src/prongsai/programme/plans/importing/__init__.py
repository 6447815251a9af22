"""From a paper that was read to drafts of measures: its questions, what a person decided about them, how the plan would look."""
