"""Whether a build may take anything over at all."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from sportello.mkdocs_plugin.handover import LANGUAGE, Handover
from sportello.mkdocs_plugin.reading import site_root
from sportello.mkdocs_plugin.reuse.inputs import program_digest, read_inputs
from sportello.mkdocs_plugin.reuse.plan import Plan, compiled_folder, make_plan
from sportello.translation.compiled import Compiled

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

ANEW = "SPORTELLO_ANEW"
"""Environment variable: when set, everything is built anew."""

_PURE = frozenset(
    (
        *("abbr", "admonition", "attr_list", "codehilite", "def_list", "extra", "fenced_code", "footnotes"),
        *(
            "legacy_attrs",
            "legacy_em",
            "md_in_html",
            "meta",
            "nl2br",
            "sane_lists",
            "smarty",
            "tables",
            "toc",
        ),
        *("wikilinks", "pymdownx.betterem", "pymdownx.caret", "pymdownx.critic", "pymdownx.details"),
        *("pymdownx.highlight", "pymdownx.inlinehilite", "pymdownx.keys", "pymdownx.magiclink"),
        *("pymdownx.mark", "pymdownx.saneheaders", "pymdownx.smartsymbols", "pymdownx.superfences"),
        *("pymdownx.tabbed", "pymdownx.tasklist", "pymdownx.tilde"),
    )
)
"""Markdown extensions whose output depends on the text and their options alone."""


def begin_recalling(config: MkDocsConfig, *, dirty: bool) -> str | None:
    """Before the site is read: let what was read from its catalogues last time be known.

    Returns:
        The program's digest. None where only a build from nothing is sure to be right: with other plugins, hooks,
        extensions that we do not know, or templates of the site's own, a page may depend on anything; and for one
        language alone.
    """
    Compiled.current = None
    if dirty or os.environ.get(LANGUAGE) or not _is_known(config):
        return None
    program = program_digest()
    folder = compiled_folder(site_root(config))
    if os.environ.get(ANEW):
        shutil.rmtree(folder, ignore_errors=True)
    Compiled.current = Compiled(folder, program)
    return program


def plan_build(config: MkDocsConfig, handover: Handover, command: str, program: str) -> Plan | None:
    """Plan a build that takes over what it may; None where nothing can be written beside the site."""
    site = handover.catalogue.site
    plan = make_plan(
        site.root,
        Path(config.site_dir),
        read_inputs(config, handover, command, program),
        site.options.languages,
        anew=bool(os.environ.get(ANEW)),
    )
    if plan is None:
        Compiled.current = None
    elif Compiled.current:
        Compiled.current.save()  # before there are helpers, who would each write the same
    return plan


def _is_known(config: MkDocsConfig) -> bool:
    """Whether everything that takes part in the build is ours, or known to depend on its input alone."""
    extensions = {name.removeprefix("markdown.extensions.") for name in config.markdown_extensions}
    return (
        list(config.plugins) == ["sportello"]
        and not config.hooks
        and not config.extra_templates
        and extensions <= _PURE
        and not _has_templates(config.theme.custom_dir)
    )


def _has_templates(folder: str | None) -> bool:
    return folder is not None and any(Path(folder).rglob("*.html"))
