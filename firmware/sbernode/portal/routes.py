"""Which file serves what: a request loads one small file, which stays until another is asked for.

A file holds functions named after method and path: get_hello for "GET /api/hello".
"""

from micropython import const

from sbernode import forget
from sbernode.portal.request import Refused

# path below /api/, and the file that serves it
_FILES = const(
    " hello:entry login:entry password:entry scan:air blink:board watch:board"
    " settings:papers root:papers devices:papers backup:carry restore:carry test:trying"
    " save:finish discard:finish done:finish restart:finish forget:finish reset:finish"
    " state:live set:live config:live log:live "
)


class Routes:
    """The handlers of one Portal, see http."""

    def __init__(self, portal):
        self._portal = portal
        self._loaded = ""

    def get(self, route: str):
        """Return the handler of "GET /api/hello" and its like, None if there is none."""
        method, _, path = route.partition(" ")
        if path[:5] != "/api/":
            return None
        name = path[5:]
        at = _FILES.find(" " + name + ":")
        if at < 0 or not name.isalpha():
            return None
        at += len(name) + 2
        file = _FILES[at : _FILES.find(" ", at)]
        if file != self._loaded:
            # Whoever still works in there holds on to it; everybody else gets a new one.
            forget("portal." + self._loaded)
            self._loaded = file
        function = method.lower() + "_" + name
        handler = getattr(_load(file), function, None)
        if handler is None:
            return None

        async def handle(request):
            found = await handler(self._portal, request)
            return (200, "application/json", b"{}") if found is None else found

        return handle


async def document(request, limit: int = 2048) -> dict:
    """Return the body as an object, {} if there is none. Raises Refused."""
    doc = await request.json(limit) if request.length else {}
    if not isinstance(doc, dict):
        raise Refused(400, "bad_json")
    return doc


def _load(file):
    if file == "entry":
        from sbernode.portal import entry as found
    elif file == "air":
        from sbernode.portal import air as found
    elif file == "board":
        from sbernode.portal import board as found
    elif file == "papers":
        from sbernode.portal import papers as found
    elif file == "carry":
        from sbernode.portal import carry as found
    elif file == "trying":
        from sbernode.portal import trying as found
    elif file == "finish":
        from sbernode.portal import finish as found
    else:
        from sbernode.portal import live as found
    return found
