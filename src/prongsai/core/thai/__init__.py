"""Thai text for official papers: dates and periods, numbers, repair, words, names of governments, units and persons."""
