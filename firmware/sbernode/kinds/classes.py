"""The classes of kinds, found by what the table says. Loaded to make devices, then dropped."""


def fitted(rules, roles):
    """Return (class, its roles) of the set that these roles fill, or None; rules: of table."""
    mine = sorted([role for role in roles if role not in rules.may])
    for place, needed in zip(rules.classes, rules.sets):
        if sorted(needed) == mine:
            module, _, name = place.partition(".")
            # Only names of the table are imported: a definition can never load another one.
            package = __import__("sbernode.kinds." + module).kinds
            return getattr(getattr(package, module), name), needed
    return None
