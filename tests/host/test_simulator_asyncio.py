"""asyncio on the simulated clock does what MicroPython's own does: the same program, run by both.

The other implementation is the interpreter itself without the stand-ins (its built-in _asyncio).
"""

import textwrap

import pytest

import mpy

PROGRAM = textwrap.dedent("""
    import asyncio

    async def value(name, ms, fail=False):
        try:
            await asyncio.sleep_ms(ms)
            if fail:
                raise ValueError(name)
            print("value", name)
            return name
        except asyncio.CancelledError:
            print("cancelled", name)
            raise
        finally:
            print("finally", name)

    async def tasks():
        task = asyncio.create_task(value("a", 30))
        print(task.done(), await task, task.done(), await task)
        print(await asyncio.gather(value("c", 60), value("b", 30)))
        print(await asyncio.gather(value("d", 0, True), value("e", 30), return_exceptions=True))
        try:
            await asyncio.create_task(value("f", 10, True))
        except ValueError as error:
            print("caught", error)

    async def cancels():
        task = asyncio.create_task(value("g", 1000))
        await asyncio.sleep_ms(10)
        print(task.cancel(), task.done())
        try:
            await task
        except asyncio.CancelledError:
            print("was cancelled", task.done(), task.cancel())
        never = asyncio.create_task(value("h", 1000))
        outer = asyncio.create_task(waits(never))
        await asyncio.sleep_ms(10)
        outer.cancel()
        await asyncio.sleep_ms(10)
        print(outer.done(), never.done())
        try:
            asyncio.current_task().cancel()
        except RuntimeError as error:
            print(error)

    async def waits(task):
        try:
            await task
        except asyncio.CancelledError:
            print("the wait was cancelled")

    async def times_out():
        for ms in (20, 500):
            try:
                print(await asyncio.wait_for_ms(value("i", ms), 150))
            except asyncio.TimeoutError:
                print("too late")

    async def events():
        event, lock, flag = asyncio.Event(), asyncio.Lock(), asyncio.ThreadSafeFlag()

        async def waiter(name):
            await event.wait()
            async with lock:
                print("in", name)
                await asyncio.sleep_ms(5)
                print("out", name)

        both = [asyncio.create_task(waiter(name)) for name in "xy"]
        stopped = asyncio.create_task(waiter("z"))
        await asyncio.sleep_ms(5)
        stopped.cancel()
        event.set()
        await asyncio.gather(*both)

        async def setter():
            await asyncio.sleep_ms(20)
            flag.set()

        asyncio.create_task(setter())
        await flag.wait()
        try:
            await asyncio.wait_for_ms(flag.wait(), 30)
        except asyncio.TimeoutError:
            print("flag is clear again")

    async def streams():
        async def serve(reader, writer):
            while True:
                line = await reader.readline()
                if not line:
                    break
                writer.write(line.upper())
                await writer.drain()
            writer.close()
            await writer.wait_closed()

        server = await asyncio.start_server(serve, "127.0.0.1", PORT)
        reader, writer = await asyncio.open_connection("127.0.0.1", PORT)
        writer.write(b"hello\\n")
        await writer.drain()
        print(await reader.readline())
        try:
            await asyncio.wait_for_ms(reader.readline(), 50)
        except asyncio.TimeoutError:
            print("silence")
        writer.write(b"x" * 70000 + b"\\n")
        await writer.drain()
        print(len(await reader.readline()))
        writer.close()
        await writer.wait_closed()
        server.close()
        await server.wait_closed()

    async def order():
        seen = []

        async def note(name, ms):
            await asyncio.sleep_ms(ms)
            seen.append(name)

        times = (("p", 40), ("q", 20), ("r", 80), ("s", 60))
        await asyncio.gather(*[note(name, ms) for name, ms in times])
        print(seen)

    for test in (tasks, cancels, times_out, events, streams, order):
        print("--", test.__name__)
        asyncio.run(test())
        asyncio.new_event_loop()
""")


@pytest.fixture(params=["micropython", "micropython_i386"])
def interpreter(request):
    return request.getfixturevalue(request.param)


@pytest.mark.parametrize("speed", ["0", "1", "5"])
def test_the_same_program_prints_the_same(interpreter, speed, tmp_path, free_port):
    own = run(interpreter, tmp_path, mpy.environment([]), free_port())
    simulated = mpy.board_environment("pico_w", SIM_SPEED=speed)

    assert "-- order" in own
    assert run(interpreter, tmp_path, simulated, free_port()) == own


def run(interpreter, folder, env, port):
    program = folder / "program.py"
    program.write_text(PROGRAM.replace("PORT", str(port)), encoding="utf-8")
    outcome = mpy.run([interpreter, program], folder, env)
    assert outcome.code == 0, outcome.output
    return outcome.output


@pytest.fixture
def free_port():
    import socket

    def find():
        with socket.create_server(("127.0.0.1", 0)) as server:
            return server.getsockname()[1]

    return find
