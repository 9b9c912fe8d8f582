"""Tests of what surrounds the course: its shape, its pins, its benchmarks."""
