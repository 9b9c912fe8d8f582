"""Tests of what readers study in rnn_lib: values, gradients, refusals, docstrings."""
