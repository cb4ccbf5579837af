"""``content/pages`` -> ``site/``: MkDocs builds the pages that changed, in parts, and the parts are merged.

A part is built with the same ``mkdocs.yml`` as a whole site, so its pages come out with the same bytes. What MkDocs
would write from all pages at once - the sitemap, the search index - is written here, after the merge.
"""

from generator.site.blocks import put_back, set_aside
from generator.site.finish import finish, survey
from generator.site.links import resolve
from generator.site.update import update

__all__ = ["finish", "put_back", "resolve", "set_aside", "survey", "update"]
