"""What one page holds as PDFium gives it: words, shapes, and what of them can be seen."""
