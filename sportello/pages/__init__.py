"""From the catalogue to pages in one language: data first (`make_page`), Markdown second (`render`).

It knows neither MkDocs nor a web framework.
"""
