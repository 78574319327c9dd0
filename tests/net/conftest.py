"""Tests of the network are coroutines, because the brokers of a test live in its loop."""

import asyncio
import inspect

import pytest

_LIMIT_S = 90


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem):
    """Run `async def test_...` in a loop of its own, for a limited time."""
    if not inspect.iscoroutinefunction(pyfuncitem.obj):
        return None
    arguments = inspect.signature(pyfuncitem.obj).parameters
    chosen = {name: pyfuncitem.funcargs[name] for name in arguments}
    asyncio.run(asyncio.wait_for(pyfuncitem.obj(**chosen), _LIMIT_S))
    return True
