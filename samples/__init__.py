"""Sample strategies of fictional places, and the press that prints them as designed PDFs.

`python -m samples.build` reads `<slug>/strategy.md` and writes `<slug>/<slug>.pdf` and, beside it,
`<slug>/blocks.jsonl`: what was printed where, in the order in which a person reads it. The PDFs set
the traps of the real strategies of 2019 (columns, spreads, panels, hyphens, ligatures, running
heads, footnotes, tables without lines), so the JSON lines are exact gold for a reader of PDFs.

    source -> printed -> pieces (+ table, figure) -> flow -> edition (+ layout_*, front_matter)
           -> paint (PDF) and gold (JSON lines)
"""
