"""The kinds of devices: the contract of a kind. Pure.

A kind binds functions of one Sber category to roles; a role is filled by a port, which touches a
pin. A new kind is one file with a class, based on sbernode.devices.Device, and one row in
`table`. What the class has to offer stands at Device; how memory is spared:

What is the same for every device of a class stands on the class (`features`, a first state): a
device has its own only once that differs. Names that a board reads come in the order of the row,
not as a dict: each different name costs memory for good. `begin` is dropped when all devices are
made.

An interrupt may run between any two steps of the other methods. Ports by type:

    out      value() -> 0 or 1, value(on)
    motor    run(ms), stop(), ran() -> ms, running: an output with a run time
    level    duty_u16(0..65535)
    in detector   get() -> active; edges: their number modulo 256, odd while active; keep(), then
             take() and at: see hw.inputs. A contact pulls its line down, a detector drives it up
    pixels   fill((red, green, blue)), of sk6812 (red, green, blue, white), each 0..255; write()
    bridge servo stepper   a drive: a motor counted in its own units, `back` the same the other
             way; whole, rate, at: see hw.drives; a servo also turn(place 0..whole)
    adc      read_u16() -> 0..65535
    rssi     status("rssi") -> dBm, or OSError, ValueError: needs no pin, see kinds.extras
    ir       keys() -> `function=value` or `function` of all codes there are, at the start alone;
             has(key), send(key, times): false if there is no such code, which is told
    ir_in    None: the pages use it
    dht22 ds18b20 ntc i2c uart meter   a part: `gives`, a tuple of functions; start() -> ms until
             read(), which returns their values as the wire has them; both raise OSError
"""
