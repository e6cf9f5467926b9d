"""What is done with a dossier: freeze it, sign it, bundle it, verify it.

Each act joins the rooms that make papers and signatures; the command line and the shell both call them.
Time, keys and files are arguments.
"""
