"""Delivery: states, the retry decision, the table as a queue, the worker."""
