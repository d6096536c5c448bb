"""Real Flask at the other end of a pipe: one JSON object a line in, one out. Flask's own session serializer does the work."""
import base64
import json
import sys
import uuid
import zlib
from datetime import datetime, timezone

import flask
import itsdangerous
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import timed
from markupsafe import Markup

clock = {"now": 0}


class Clock:
    """Stands where itsdangerous imports `time`."""

    @staticmethod
    def time():
        return clock["now"]


timed.time = Clock


def from_typed(value):
    if isinstance(value, list):
        return [from_typed(item) for item in value]
    if not isinstance(value, dict):
        return value
    kind = value.get("$type")
    if kind == "tuple":
        return tuple(from_typed(item) for item in value["value"])
    if kind == "bytes":
        return bytes.fromhex(value["hex"])
    if kind == "uuid":
        return uuid.UUID(value["value"])
    if kind == "datetime":
        return datetime.fromisoformat(value["iso"].replace("Z", "+00:00"))
    if kind == "Markup":
        return Markup(value["value"])
    if kind == "int":
        return int(value["value"])
    if kind == "float":
        return float(value["value"])
    if kind == "dict":
        return {key: from_typed(item) for key, item in value["value"].items()}
    return {key: from_typed(item) for key, item in value.items()}


def to_typed(value):
    if isinstance(value, Markup):
        return {"$type": "Markup", "value": str(value)}
    if isinstance(value, tuple):
        return {"$type": "tuple", "value": [to_typed(item) for item in value]}
    if isinstance(value, bytes):
        return {"$type": "bytes", "hex": value.hex()}
    if isinstance(value, uuid.UUID):
        return {"$type": "uuid", "value": str(value)}
    if isinstance(value, datetime):
        return {"$type": "datetime", "iso": value.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ").rjust(20, "0")}
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) > 2**53 - 1:
        return {"$type": "int", "value": str(value)}
    if isinstance(value, float) and (value != value or abs(value) == float("inf")):
        return {"$type": "float", "value": json.dumps(value)}
    if isinstance(value, list):
        return [to_typed(item) for item in value]
    if isinstance(value, dict):
        plain = {key: to_typed(item) for key, item in value.items()}
        return {"$type": "dict", "value": plain} if "$type" in value and len(value) == 2 else plain
    return value


app = flask.Flask("real")
app.app_context().push()


def serializer(secrets):
    """`secrets` in the order of itsdangerous: the last one signs."""
    app.secret_key = secrets
    return SecureCookieSessionInterface().get_signing_serializer(app)


def sign(job):
    clock["now"] = job["now"]
    data = from_typed(job["data"])
    return {"cookie": serializer(job["secrets"]).dumps(data)}


def open_cookie(job):
    clock["now"] = job["now"]
    try:
        data = serializer(job["secrets"]).loads(job["cookie"], max_age=job["maxAge"])
        return {"kind": "ok", "data": to_typed(data)}
    except itsdangerous.SignatureExpired as error:
        return {"kind": "too-old" if "> " in str(error) else "from-the-future"}
    except itsdangerous.BadSignature:
        return {"kind": "bad-signature"}
    except Exception:
        return {"kind": "error"}


def defaults():
    config = flask.Flask("untouched").config
    names = ("SESSION_COOKIE_HTTPONLY", "SESSION_COOKIE_SECURE", "SESSION_COOKIE_SAMESITE", "SESSION_REFRESH_EACH_REQUEST")
    return {
        **{name: config[name] for name in names},
        "PERMANENT_SESSION_LIFETIME": int(config["PERMANENT_SESSION_LIFETIME"].total_seconds()),
        "session.permanent": SecureCookieSessionInterface().session_class().permanent,
        "SECRET_KEY": config["SECRET_KEY"],
    }


def run(job):
    if job["do"] == "defaults":
        return {"config": defaults()}
    if job["do"] == "sign":
        return sign(job)
    if job["do"] == "open":
        return open_cookie(job)
    if job["do"] == "compress":
        return {"hex": zlib.compress(bytes.fromhex(job["hex"])).hex()}
    if job["do"] == "base64":
        try:
            return {"hex": itsdangerous.encoding.base64_decode(job["text"].encode()).hex()}
        except Exception:
            return {"hex": None}
    return {"flask": flask.__version__, "itsdangerous": itsdangerous.__version__, "zlib": zlib.ZLIB_RUNTIME_VERSION}


for line in sys.stdin:
    sys.stdout.write(json.dumps(run(json.loads(line))) + "\n")
    sys.stdout.flush()
