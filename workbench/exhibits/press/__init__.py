"""Typesetting: pieces of text -> lines -> blocks -> pages -> a tagged PDF. Knows nothing of findings."""
