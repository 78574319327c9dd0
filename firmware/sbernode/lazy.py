"""Give back the memory of modules that were needed for a moment. Pure."""

import sys


def forget(*names: str):
    """Drop modules of this package, such as "start" or "sber.catalog"; imported anew if needed.

    Nobody else may hold on to them: import them inside functions only.
    """
    for name in names:
        sys.modules.pop("sbernode." + name, None)
        parent, _, last = ("sbernode." + name).rpartition(".")
        parent = sys.modules.get(parent)
        if hasattr(parent, last):
            delattr(parent, last)
