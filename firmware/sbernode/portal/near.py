"""Tell who came over the board's own access point. Pure."""


def is_near(peer: str, own: str, home) -> bool:
    """Tell whether a visitor did.

    peer: his address; own: that of the access point; home: ours in the home network, or None.
    Where both networks have the same numbers nobody can tell, so nobody is near.
    """
    if peer.startswith("127."):
        return True  # the board itself; a simulated one knows no other visitors
    net = own[: own.rfind(".") + 1]
    return peer.startswith(net) and not (home and home.startswith(net))
