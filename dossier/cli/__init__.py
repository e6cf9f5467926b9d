"""The command line of the core: render, paper, sign, verify. Here alone enter the clock and the files.

Exit codes: 0 done or valid; 1 refused or invalid; 2 unreadable file or wrong usage; 3 a person must look;
4 a supplier did not answer.
"""
