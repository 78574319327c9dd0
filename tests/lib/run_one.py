"""Run one test function inside MicroPython: `micropython run_one.py FOLDER MODULE FUNCTION`.

Exit code: 0 passed, 77 skipped (the reason is the last line), 1 failed (the traceback is printed).
A function that is `async def` is run by asyncio. The import path comes from MICROPYPATH; this
folder and the test's own go to its end, so that nothing of the tests hides a firmware module.
"""

import sys

_FAILED = 1
_SKIPPED = 77


def main(folder: str, module: str, function: str) -> int:
    """Import the test module, call one function of it, return the exit code."""
    sys.path.append(sys.path.pop(0))  # the folder of this script
    sys.path.append(folder)
    from check import Skip

    try:
        outcome = getattr(__import__(module), function)()
        if hasattr(outcome, "send"):  # a coroutine
            import asyncio

            asyncio.run(outcome)
    except Skip as reason:
        print(reason)
        return _SKIPPED
    except SystemExit as error:
        # Leaving early with 0 would look like a pass.
        print("the test ended the interpreter")
        sys.print_exception(error)
        return _FAILED
    except BaseException as error:
        sys.print_exception(error)
        return _FAILED
    return 0


sys.exit(main(*sys.argv[1:4]))
