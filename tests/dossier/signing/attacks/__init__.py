"""Known ways to make a signed PDF lie, generated against our own files, class by class.

`world` has the files that are attacked; `broken`, `appended`, `shadows`, `overlays` and `people` the attacks;
`table` runs them all against `verify_file`, `verify_pdf` and `judge_returned`.
"""
