"""Drivers for parts that the stock firmware lacks, and their contract. Pure: hw brings the bus.

A driver is a class, made with (bus, address, options): the bus as its own docstring says, the
address as defined or None, the options of the device. `gives` tells, without asking the part, the
Sber functions in the order of read(). start() -> ms until read() may be called; read() -> values
as they go over the wire. Both raise OSError: no answer, a bad checksum, a value that cannot be.
Neither waits for anything: what takes time is what start() returns.

An I2C bus is machine.SoftI2C or its like, the address None or 0 for the usual one. Drivers there
keep nothing that a part must not forget: it may lose its power or be another one at any moment, so
whatever it has to know is told it each time, and read() looks whether it still knows.
"""

# A line: bus, part, module.Class.
_TABLE = """
i2c aht10 aht.Aht10
i2c aht20 aht.Aht20
i2c bme280 bosch.Bme280
i2c bmp280 bosch.Bmp280
i2c ens160 ens160.Ens160
i2c ina219 ina.Ina219
i2c ina226 ina.Ina226
i2c scd4x scd4x.Scd4x
i2c sht3x sht.Sht3x
i2c sht4x sht.Sht4x
meter bl0937 meter.Bl0937
meter hlw8012 meter.Hlw8012
uart mhz19 mhz19.Mhz19
uart pms5003 pms.Pms
uart pms7003 pms.Pms
uart pzem004t pzem.Pzem
uart ze08 ze08.Ze08
"""


def find(bus: str, part: str) -> "tuple[str, str] | None":
    """Return (module, class) of the driver for a part on a bus; None: there is none."""
    at = _TABLE.find("\n%s %s " % (bus, part))
    if at < 0:
        return None
    module, _, name = _TABLE[at + 1 : _TABLE.find("\n", at + 1)].split(" ")[2].partition(".")
    return module, name


def names(bus: str) -> "list[str]":
    """Return the parts on a bus, sorted."""
    rows = [line.split(" ") for line in _TABLE.split("\n")]
    return [row[1] for row in rows if row[0] == bus]


def load(bus: str, part: str):
    """Return the class of the driver for a part on a bus. Raises ValueError: there is none."""
    found = find(bus, part)
    if found is None:
        raise ValueError(part)
    # Only names of the table are imported: a definition can never load another one.
    package = __import__("sbernode.drivers." + found[0]).drivers
    return getattr(getattr(package, found[0]), found[1])


def gives(port: str, options) -> "tuple[str, ...]":
    """Return the functions of the part behind a port of this type, () if it is no part's.

    options: of the device. Those on stock drivers stand in their rooms of hw, too.
    """
    if port in ("i2c", "uart", "meter"):
        return load(port, options[port]).gives
    if port == "dht22":
        return "temperature", "humidity"
    return ("temperature",) if port in ("ds18b20", "ntc") else ()
