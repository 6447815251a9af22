"""Scorecards of an agency by fiscal year: typed in, imported or computed; never edited, only superseded."""
