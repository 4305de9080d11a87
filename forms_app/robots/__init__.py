"""Robots and floods, kept off without third parties: nobody is banned, nothing about anybody is written."""
