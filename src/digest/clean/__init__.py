"""Bytes to articles: decode, find the text, name its title, authors, dates and language."""
