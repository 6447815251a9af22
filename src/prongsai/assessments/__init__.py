"""What an agency's assessment says: scorecards by year, official and own. Knows frameworks and agencies, and nothing of plans."""
