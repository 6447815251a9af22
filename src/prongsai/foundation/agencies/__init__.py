"""Local governments that work in this installation, strictly apart, with their units and positions."""
