"""Infrared: codes as text and as pulses, and the file that holds them, codes.txt.

signal.py makes pulses of a code, learned.py a code of pulses, codes.py finds the line of a code. A
line: `<device id> <function>[=<value>] <protocol> <data>`, see docs/en/infrared.md.
"""
