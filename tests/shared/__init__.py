"""What the tests of several rooms use: arrays, answers, folders, a browser."""
