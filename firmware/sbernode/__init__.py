"""sbernode: a board with home-made devices, spoken to by the Sber smart home cloud."""

import sys

VERSION = "0.1.0"


class NotReady(Exception):
    """A file is not as it must be; args: the code of what to do, and what of."""


def forget(*names: str):
    """Drop modules of this package, such as "start" or "sber.catalog"; imported anew if needed.

    So the memory of what is needed for a moment comes back. Nobody else may hold on to them:
    import them inside functions only.
    """
    for name in names:
        sys.modules.pop("sbernode." + name, None)
        parent, _, last = ("sbernode." + name).rpartition(".")
        parent = sys.modules.get(parent)
        if hasattr(parent, last):
            delattr(parent, last)
