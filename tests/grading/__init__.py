"""Tests of the grader of submissions."""
