"""Serve the page's web server and name server on real ports: `portal_serve.py HTTP_PORT DNS_PORT`.

For tests that come over real sockets; runs in MicroPython until it is stopped.
"""

import asyncio
import sys

from sbernode import log
from sbernode.portal import door, gate, http, names

_PORTS = [int(text) for text in sys.argv[1:3]]


async def _hello(request):
    return http.json({"peer": request.peer})


async def _save(request):
    return http.json({"size": await request.save("taken")})


async def _main():
    log.setup(print)
    kept = gate.keep(bytes(range(16)))
    keeper = gate.Gate("setup", "sbernode-a1b2", "4.3.2.1", kept, lambda peer: True)
    routes = {"GET /api/hello": _hello, "PUT /api/save": _save}
    server = http.Server(routes, keeper, "www", 4)
    listener = door.listen(_PORTS[0])
    answering = asyncio.create_task(names.Names(b"\x04\x03\x02\x01").serve(_PORTS[1]))
    # Once it has its turn it has its port.
    await asyncio.sleep_ms(10)
    print("serving")
    await asyncio.gather(server.serve(listener), answering)


asyncio.run(_main())
