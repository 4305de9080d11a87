"""The numbers of placeholders in a translation made from an older text: each must stand for what it stood for."""

from __future__ import annotations

import re
from collections.abc import Iterable

_KEPT = re.compile(r"\{(\d+)\} = (.*)")
_PLACEHOLDER = re.compile(r"\{(\d+)\}")


def renumbered(translation: str, before: Iterable[str], after: Iterable[str]) -> str:
    """The translation with the numbers that its placeholders have in the changed text.

    What the change replaced keeps its order: the first address that is gone becomes the first that is new. A
    placeholder that is gone altogether gets a number of its own, which no check lets through.

    Args:
        translation: with placeholders by their former numbers.
        before: the comments of the message that it was made from: `{1} = (x.md)`.
        after: those of the changed message.
    """
    old, new = _kept(before), _kept(after)
    if not old or old == new:
        return translation
    free = list(new)
    numbers: dict[int, int] = {}
    for number, content in old.items():
        same = next((candidate for candidate in free if new[candidate] == content), None)
        if same is not None:
            numbers[number] = same
            free.remove(same)
    for number in sorted(old.keys() - numbers.keys()):
        numbers[number] = free.pop(0) if free else len(new) + number
    return _PLACEHOLDER.sub(lambda match: f"{{{numbers.get(int(match[1]), int(match[1]))}}}", translation)


def _kept(comments: Iterable[str]) -> dict[int, str]:
    found = (_KEPT.fullmatch(comment) for comment in comments)
    return {int(match[1]): match[2] for match in found if match}
