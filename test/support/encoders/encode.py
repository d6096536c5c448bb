"""Random values with their pickles and MessagePack, one JSON object a line: what the project's decoders must find.

encode.py SEED COUNT
"""
import collections
import datetime
import decimal
import json
import pickle
import random
import sys
import uuid

import msgpack

seed, count = int(sys.argv[1]), int(sys.argv[2])
chance = random.Random(seed)
texts = ["", "a", "user_id", "naïve", "名前", "😀", "line\nbreak", "it's \"quoted\"", "back\\slash", "__proto__", "x" * 300]


class Account:
    pass


def text():
    return chance.choice(texts) + chance.choice(["", str(chance.randrange(1000))])


def scalar(is_plain):
    """A value and what it must be shown as."""
    plain = [
        lambda: (None, None),
        lambda: (True, True),
        lambda: (False, False),
        integer,
        lambda: same(chance.choice([0.5, -1.25, 1e300, 3.141592653589793])),
        lambda: same(text()),
        lambda: bytes_(chance.randbytes(chance.randrange(20))),
    ]
    rich = [
        long_integer,
        lambda: typed("decimal", str, decimal.Decimal(chance.choice(["1.20", "-0.001", "1E+5"]))),
        lambda: typed("uuid", str, uuid.UUID(int=chance.getrandbits(128))),
        moment,
        lambda: typed("date", lambda date: date.isoformat(), datetime.date(chance.randrange(1, 9999), 2, 3)),
        lambda: typed("timedelta", str, datetime.timedelta(chance.randrange(-5, 5), chance.randrange(86400))),
        lambda: typed("complex", lambda value: "(1.5-2.5j)", complex(1.5, -2.5)),
        lambda: infinite(chance.choice([float("inf"), float("-inf")])),
    ]
    return chance.choice(plain if is_plain else plain + rich)()


def same(value):
    return value, value


def integer():
    return same(chance.choice([0, 1, -1, 255, 256, 65535, 65536, -32769, 2**31 - 1, -(2**31), 2**53 - 1, chance.randrange(10**9)]))


def long_integer():
    value = chance.choice([1, -1]) * (2**53 + chance.getrandbits(chance.choice([60, 64, 200, 2100])))
    return value, {"$type": "int", "value": str(value)}


def bytes_(value):
    return value, {"$type": "bytes", "hex": value.hex()}


def typed(name, spell, value):
    return value, {"$type": name, "value": spell(value)}


def infinite(value):
    return value, {"$type": "float", "value": "Infinity" if value > 0 else "-Infinity"}


def moment():
    zone = chance.choice([None, datetime.timezone.utc, datetime.timezone(datetime.timedelta(hours=-3, minutes=-30))])
    micros = chance.choice([0, 7, 999999])
    value = datetime.datetime(chance.randrange(1, 9999), 12, 31, 23, 59, 58, micros, zone)
    iso = value.isoformat()
    if zone is None:
        return value, {"$type": "datetime", "value": iso}
    return value, {"$type": "datetime", "iso": iso.replace("+00:00", "Z")}


def value(depth, is_plain):
    if depth == 0 or chance.random() < 0.4:
        return scalar(is_plain)
    items = [value(depth - 1, is_plain) for _ in range(chance.randrange(5))]
    kinds = ["list", "dict"] + ([] if is_plain else ["tuple", "set", "OrderedDict", "object"])
    kind = chance.choice(kinds)
    shown = [item[1] for item in items]
    if kind == "list":
        return [item[0] for item in items], shown
    if kind == "tuple":
        return tuple(item[0] for item in items), {"$type": "tuple", "value": shown}
    if kind == "set":
        number = chance.randrange(1000)
        return chance.choice([({number}, {"$type": "set", "value": [number]}), (frozenset([number]), {"$type": "frozenset", "value": [number]})])
    keys = [f"{text()}{place}" for place in range(len(items))]
    pairs = list(zip(keys, items))
    if kind == "object":
        made = Account()
        made.__dict__ = {key: item[0] for key, item in pairs}
        return made, {"$type": "object", "class": "__main__.Account", "value": {key: item[1] for key, item in pairs}}
    make = collections.OrderedDict if kind == "OrderedDict" else dict
    return make((key, item[0]) for key, item in pairs), {key: item[1] for key, item in pairs}


for _ in range(count):
    found, shown = value(4, False)
    pickles = {str(protocol): pickle.dumps(found, protocol).hex() for protocol in range(6)}
    print(json.dumps({"shown": shown, "pickles": pickles}))
    found, shown = value(4, True)
    found, shown = {"session": found}, {"session": shown}
    print(json.dumps({"shown": shown, "msgpack": msgpack.packb(found, use_bin_type=True).hex(), "json": None}))
