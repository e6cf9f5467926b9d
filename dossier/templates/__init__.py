"""What each paper says: data → View → blocks.

One module per paper. `view(…)` decides and formats, and gives a frozen View of words; `layout(view)` arranges
them into blocks and decides nothing; `paper(…)` does both. Long texts are Markdown files in `text/`.
`dossier_papers.papers_for` says which papers an order gets.
"""
