"""Prongsai: the yearly integrity-and-transparency work of Thai local governments."""

__version__ = "0.4.0"
