"""No kind takes more and more memory, whatever happens to it."""

import gc

from chaos import Dice, Fire
from check import true
from sbernode import log
from sbernode.kinds import table

# CPython does not tell.
ENGINES = ("mpy",)
_MOVES = 350


def _most(kind):
    """Return the roles of the set with the most of them."""
    sets = [[roles[0] for roles, _, _ in tokens] for _, tokens in kind.items()]
    return sorted(sets, key=len)[-1]


def _forget(fire):
    """Empty what the fakes keep for tests."""
    for port in fire.ports.values():
        for name in ("history", "sent", "missed", "moves"):
            if hasattr(port, name):
                del getattr(port, name)[:-1]
    del log.lines()[:]
    gc.collect()
    return gc.mem_alloc()


def test_memory_after_twenty_thousand_steps():
    for i, name in enumerate(table.names()):
        fire = Fire(table.find(name), _most(table.find(name)), Dice(i))
        fire.run(_MOVES)
        before = _forget(fire)
        fire.run(_MOVES)
        more = _forget(fire) - before
        true(more < 1000, "%s: %d bytes more" % (name, more))
