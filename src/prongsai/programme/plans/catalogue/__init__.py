"""The catalogue of proven measures: what other offices do against a weakness, ready to be taken into a plan.

Data in one file per theme; `frame.toml` holds themes, topics and disclosure items. No database, no web framework.
"""

from prongsai.programme.plans.catalogue.entries import Catalogue, CatalogueMeasure, Theme, Topic
from prongsai.programme.plans.catalogue.finding import catalogue, disclosure_year, find, search, suggest, themes, topics
from prongsai.programme.plans.catalogue.loading import CatalogueError, load

__all__ = [
    "Catalogue",
    "CatalogueError",
    "CatalogueMeasure",
    "Theme",
    "Topic",
    "catalogue",
    "disclosure_year",
    "find",
    "load",
    "search",
    "suggest",
    "themes",
    "topics",
]
