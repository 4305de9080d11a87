"""The checks over the whole catalogue: one function a kind of mistake, each lists all that it finds.

A check gets the catalogue, the readings behind it, and the names of the files that already have problems, so that
a page that could not be read does not make every reference to it a second problem.
"""

from __future__ import annotations

from sportello.catalogue.checks.alerts import check_alerts
from sportello.catalogue.checks.bodies import check_facts_in_text, check_images, check_links
from sportello.catalogue.checks.certificates import check_certificates
from sportello.catalogue.checks.facts import check_confirmed, check_dates, check_funding, check_reviews
from sportello.catalogue.checks.opening import check_closures, check_event_dates, check_ways_in
from sportello.catalogue.checks.references import check_pages_named, check_references, check_same_names
from sportello.catalogue.checks.routes import (
    check_claims,
    check_municipalities_served,
    check_receivers,
    check_routes,
    check_site_options,
)
from sportello.catalogue.checks.steps import check_steps

ALL_CHECKS = (
    check_same_names,
    check_references,
    check_pages_named,
    check_certificates,
    check_funding,
    check_dates,
    check_closures,
    check_event_dates,
    check_ways_in,
    check_reviews,
    check_alerts,
    check_confirmed,
    check_claims,
    check_routes,
    check_receivers,
    check_steps,
    check_municipalities_served,
    check_site_options,
    check_links,
    check_images,
    check_facts_in_text,
)
