"""Tests of the stored notebooks, and of the edition that students get of them."""
