"""The national assessment (ITA): frameworks of each fiscal year as data, scores with their reasons, levels, forecasts. No papers here."""
