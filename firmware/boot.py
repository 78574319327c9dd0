"""Runs before main.py: collect often while the program is put together: it lies in one piece."""

import gc

gc.threshold(2048)
