"""Extraction: the only package that imports spaCy. Import its modules where they are used, not here."""
