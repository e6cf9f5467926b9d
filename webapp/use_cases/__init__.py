"""One verb per file: load, decide, write, then notify."""
