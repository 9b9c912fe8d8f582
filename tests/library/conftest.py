"""Fixtures of the tests of rnn_lib."""

import pytest

from tests.library.classifiers import data, small


@pytest.fixture(scope="module")
def fitted():
    return small().fit(*data())
