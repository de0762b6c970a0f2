"""A glance at a notebook: what is in it, and how long it takes to read."""

__version__ = "0.1.0"
