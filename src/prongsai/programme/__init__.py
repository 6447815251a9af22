"""The yearly programme of an agency: plans of measures and what comes of them."""
