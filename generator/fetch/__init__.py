"""Pages from the web into files: only what may be asked for, from nowhere private, within limits."""

from generator.fetch.client import Client, FetchError, Page
from generator.fetch.saving import links_of_feed, saved

__all__ = ["Client", "FetchError", "Page", "links_of_feed", "saved"]
