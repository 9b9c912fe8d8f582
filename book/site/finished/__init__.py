"""What is done to the files of the site once all of them are there."""
