"""The model part of a config: a stable model id from what the device can do. Pure.

The cloud remembers a model by its id for ever and mixes the functions of all devices that share
it, so the id is made of the category and a hash of the functions and their narrowed values: equal
for equal devices, another one as soon as anything differs.
"""

import hashlib

from micropython import const

_MAKER = const("sbernode")


def narrowing(allowed) -> str:
    """Return the JSON text of allowed_values; allowed: {function: (low, high, step) or texts}."""
    parts = []
    for name in sorted(allowed):
        values = allowed[name]
        if isinstance(values[0], str):
            texts = ",".join(['"%s"' % text for text in values])
            body = '{"type":"ENUM","enum_values":{"values":[%s]}}' % texts
        else:
            body = (
                '{"type":"INTEGER","integer_values":{"min":"%d","max":"%d","step":"%d"}}' % values
            )
        parts.append('"%s":%s' % (name, body))
    return "{" + ",".join(parts) + "}"


def model_id(category: str, features, allowed) -> str:
    """Return "sbernode-<category>-<8 hex digits>", the same after every restart."""
    text = category + "|" + ",".join(sorted(features)) + "|" + narrowing(allowed or {})
    digest = hashlib.sha256(text.encode()).digest()
    return _MAKER + "-" + category + "-" + "".join(["%02x" % byte for byte in digest[:4]])


def model(category: str, features, allowed, version: str):
    """Yield the text of a model in small parts; features without "online", which every one has."""
    yield '{"id":"%s",' % model_id(category, features, allowed)
    yield '"manufacturer":"' + _MAKER + '","model":"%s","hw_version":"1",' % category
    yield '"sw_version":"%s","category":"%s","features":["online"' % (version, category)
    for name in features:
        yield ',"%s"' % name
    yield "]"
    if allowed:
        yield ',"allowed_values":' + narrowing(allowed)
    yield "}"
