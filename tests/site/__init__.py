"""Tests of the pages: their sources, the site made of them, and the live cells in it."""
