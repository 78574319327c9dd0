"""A simulated board: MicroPython with stand-ins for its hardware, and what shows it to people."""
