"""Tests, in rooms like those they test; `shared` is for what several rooms need."""
