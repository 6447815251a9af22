"""Understanding: blocks → paper, in stages of one file each."""
