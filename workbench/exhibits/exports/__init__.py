"""The exhibit in other forms: HTML and DOCX of the same words, tables of its findings, load files."""
