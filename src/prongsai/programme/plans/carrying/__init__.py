"""An earlier year's plan as the beginning of a later one: what would come along, and the coming along."""
