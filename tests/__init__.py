"""The tests. No property fails for being slow on a busy machine: where time matters, a test measures it itself."""

from hypothesis import settings

settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")
