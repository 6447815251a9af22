"""Interfaces: the ways in for people and programs. No rules live here."""
