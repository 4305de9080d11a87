"""The catalogue: what staff write, read once into frozen records, checked, and asked for routes.

It knows no web framework and no site generator.
"""

from sportello.catalogue.catalogue import Catalogue
from sportello.catalogue.load import Examined, examine, load_catalogue
from sportello.catalogue.routing import Because, NoRouteError, NotServedError, Route, all_routes, find_route
from sportello.catalogue.site import Site, SiteOptions, load_site

__all__ = [
    "Because",
    "Catalogue",
    "Examined",
    "NoRouteError",
    "NotServedError",
    "Route",
    "Site",
    "SiteOptions",
    "all_routes",
    "examine",
    "find_route",
    "load_catalogue",
    "load_site",
]
