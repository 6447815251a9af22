"""Working days and what is due: public holidays as data, days that an agency sets itself, and the rule by which a period is counted."""
