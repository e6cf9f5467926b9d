"""Judges not written here: EU DSS and veraPDF (judges.py), openssl, pdfsig and pkilint (tools.py)."""
