"""What Sphinx reads and writes: pages from tables, links, drawings, and what is said of a page."""
