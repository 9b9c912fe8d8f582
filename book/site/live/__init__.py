"""Exercises that are answered in their page."""
