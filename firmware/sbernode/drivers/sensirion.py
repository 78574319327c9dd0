"""What the answers of Sensirion's parts have in common: words with checksums, two scales. Pure.

Sources: datasheets SHT3x-DIS (4.12 checksum, 4.13 conversion) and SCD4x (3.5 read_measurement).
"""


def crc8(data) -> int:
    """Return the checksum: polynomial 0x31, from 0xFF; 0 for data that ends with its own."""
    crc = 0xFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc <<= 1
            if crc & 0x100:
                crc ^= 0x131
    return crc


def words(data) -> list:
    """Return the 16-bit numbers of an answer, each followed by its checksum. Raises OSError."""
    found = []
    for i in range(0, len(data), 3):
        if crc8(data[i : i + 3]):
            raise OSError
        found.append(data[i] << 8 | data[i + 1])
    return found


def celsius(word: int) -> int:
    """Return tenths of a degree. Raises OSError for what no part of theirs can measure."""
    tenths = (word * 1750 + 32767) // 65535 - 450
    if not -400 <= tenths <= 1250:
        raise OSError
    return tenths


def percent(word: int, span: int = 100, low: int = 0) -> int:
    """Return relative humidity; span, low: per cent over the whole scale, and at its beginning."""
    return max(0, min(100, (word * span + 32767) // 65535 + low))
