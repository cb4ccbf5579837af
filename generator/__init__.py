"""Static briefing sites: news articles in, evidence-bound Markdown briefs out."""

__version__ = "0.1.0"
