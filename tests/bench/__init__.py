"""Benchmarks: programs that print ratios, every contestant in one run on one machine. Never timed assertions."""
