"""The classes of kinds, found by what the table says. Loaded to make devices, then dropped."""


def load(place):
    """Return the class at a place of the table, "module.Class"."""
    module, _, name = place.partition(".")
    # Only names of the table are imported: a definition can never load another one.
    package = __import__("sbernode.kinds." + module).kinds
    return getattr(getattr(package, module), name)
