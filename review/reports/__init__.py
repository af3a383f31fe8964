"""Reports that can be sent on: one strategy's review, and the portfolio as a workbook.

    files.py        report_files, portfolio_file: start here
    cells.py        safe_cell: the one guard against formulas, for every spreadsheet and CSV
    material.py     Material, gather: what a report on one strategy tells, with every page looked up
    overlapping.py  gaps and overlaps of one strategy
    places.py       Cited, Pages: a quote with the printed page on which it begins
    standing.py     how a rating and a whole review stand, in words
    content.py      Report, report_of: headings, words, quotes and tables, whatever the format
    parts.py        what a report consists of; judged.py, found.py, closing.py: its sections
    docx.py, pdf.py draw the same Report
    data.py, rows.py, annotations.py   JSON, CSV and W3C Web Annotations
    portfolio.py    the workbook; portfolio_rows.py: its sheets
    packed.py       the same bytes for the same report, whatever the clock says

What a person may not read is not in their report: everything comes through `review.dossier`.
"""
