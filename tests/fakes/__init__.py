"""Small real things that stand in for expensive ones."""
