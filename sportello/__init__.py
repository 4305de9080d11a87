"""The core of Sportello: catalogue, translation, pages and the site; it knows no web framework."""
