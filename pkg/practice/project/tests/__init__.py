"""The tests of nbglance. Run all of them with ``python -m unittest``."""
