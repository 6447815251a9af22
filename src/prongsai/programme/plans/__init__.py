"""Plans of measures: what an agency does this year for integrity and transparency, what came of it, and the papers about it."""
