"""Choose between the two languages of the project, Russian and English.

The language is `--lang`, else what the system asks for (LC_ALL, LC_MESSAGES, LANG), else English.
"""

import os

_chosen = None


def choose(language: str | None) -> None:
    """Fix the language to "ru" or "en"; None goes back to what the system asks for."""
    global _chosen
    _chosen = language


def language() -> str:
    """Return "ru" or "en"."""
    if _chosen:
        return _chosen
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name)
        if value:
            return "ru" if value.lower().startswith("ru") else "en"
    return "en"


def tr(en: str, ru: str) -> str:
    """Return the text in the reader's language."""
    return ru if language() == "ru" else en
