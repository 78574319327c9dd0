"""The few names of MicroPython's `micropython` module that pure rooms use, for CPython.

Only for running the tests of pure rooms under CPython (debugger, line coverage).
"""


def const(value):
    """Return the value; MicroPython's compiler folds it away."""
    return value


def native(function):
    """Return the function; MicroPython compiles it to machine code."""
    return function


viper = native
