"""Coverage-guided fuzzing of the readers and the quotation scanner, with atheris; see ``__main__``."""
