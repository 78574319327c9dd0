"""From nothing to an accepted login: Wi-Fi, clock, root, connection. Dropped when done.

Each stage has a deadline; each failure is a LinkDown with a code of texts.py. What a stage needs
is loaded for it alone: together they would need as much memory as the connection itself.
"""

import asyncio
import gc

from sbernode import forget, hw, log
from sbernode.packets import LinkDown


async def connect(cloud, roots=None):
    """Do what is still to be done until the link of this Cloud is open. Raises LinkDown.

    roots: names of those to trust, None for all there are.
    link.stage tells how far it came: wifi, address, name, clock, tls, login.
    """
    try:
        await _join(cloud)
        await _resolve(cloud)
        await _set_clock(cloud)
        await _open(cloud, roots)
    finally:
        forget("wifi.station", "wifi", "clock", "trust", "link.dial")


async def _join(cloud):
    from sbernode import wifi

    link = cloud.link
    if not wifi.is_up():
        link.stage = "wifi"
        log.info("wifi", "joining")
        wifi.call("sbernode-" + hw.unique()[-4:])
        from sbernode.wifi import station

        await station.join(*cloud.wifi, link)
        log.info("wifi", "joined", wifi.address())
    forget("wifi.station", "wifi")


async def _resolve(cloud):
    """Look the broker up, before the time, which needs names as well: each has its own reason."""
    if cloud.address is None:
        cloud.link.stage = "name"
        await _rest(cloud)
        from sbernode.link import context

        cloud.address = context.resolve(cloud.link)
        forget("link.context")


async def _set_clock(cloud):
    from sbernode import clock

    if not clock.is_set():
        cloud.link.stage = "clock"
        await _rest(cloud)
        server = cloud.servers[0]
        # The next one next time.
        cloud.servers = cloud.servers[1:] + [server]
        if not clock.sync(server):
            raise LinkDown("clock_not_set", server)
    forget("clock")


async def _open(cloud, roots):
    cloud.link.stage = "tls"
    if not cloud.verify:
        log.warn("cloud", "unchecked")
        await _try(cloud, None)
        return
    # Kept in no variable: the frame of what has ended may stay for long.
    for name in [cloud.root] if cloud.root else _roots(roots):
        try:
            await _try(cloud, name)
        except LinkDown as down:
            if down.args[0] not in ("not_trusted", "no_roots"):
                # Any other fault of the certificate is found with the right root only.
                raise
            log.info("cloud", "unfit", name, down.args[1])
            continue
        if name != cloud.root:
            log.info("cloud", "fits", name)
            cloud.trust(name)
        return
    if cloud.root:
        # Next time all of them: the server may have moved to another one.
        cloud.trust(None)
    raise LinkDown("not_trusted" if _roots(roots) else "no_roots", "")


def prepare(root, verify):
    """Return (TLS context, name of its root) for the first try; (None, None) if it cannot be had.

    root: name of the one that verified last, None if there is none. Called while the heap is
    empty, as the context is the longest block of all.
    """
    name = (root or (_roots() or (None,))[0]) if verify else None
    if verify and not name:
        return None, None
    try:
        return _context(name, verify), name
    except (LinkDown, MemoryError, OSError):
        return None, None  # the first try will say so


def _roots(named=None):
    if named is not None:
        return named
    from sbernode import trust

    return trust.names()


async def _try(cloud, name):
    link = cloud.link
    await _rest(cloud)
    if link.context is None or name != link.trusted:
        link.context = None
        forget("link.dial")
        gc.collect()
        link.context, link.trusted = _context(name, cloud.verify), name
    gc.collect()
    from sbernode.link import dial

    await dial.dial(link, cloud.address)


def _context(name, verify):
    from sbernode import trust
    from sbernode.link import context

    try:
        root = trust.read(name) if name else None
    except OSError:
        raise LinkDown("no_roots", name)
    finally:
        forget("trust", "link.context")
    return context.make(root, verify)


async def _rest(cloud):
    """Wait for motors to rest: what comes next keeps the interpreter, and maybe its timer."""
    while cloud.agent.devices.is_busy():
        await asyncio.sleep_ms(50)
