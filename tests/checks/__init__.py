"""Tests of what judges answers, and of the mistakes it names."""
