"""One script per contestant; see tests/bench/contest.py."""
