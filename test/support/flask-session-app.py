"""An app on Flask-Session, on a free loopback port: says its port in one line, then serves until its input ends.

flask-session-app.py redis PORT | flask-session-app.py filesystem FOLDER
"""
import datetime
import decimal
import sys
import threading

import flask_session
import redis
from flask import Flask, jsonify, session
from werkzeug.serving import make_server

kind, place = sys.argv[1:3]
app = Flask(__name__)
app.config.update(SECRET_KEY="secret", SESSION_TYPE=kind)
if kind == "redis":
    app.config["SESSION_REDIS"] = redis.Redis("127.0.0.1", int(place))
else:
    app.config["SESSION_FILE_DIR"] = place
flask_session.Session(app)


@app.get("/set")
def set_values():
    session["user"] = "Alice"
    session["since"] = datetime.datetime(2026, 11, 30, 9, 15, tzinfo=datetime.timezone.utc)
    session["price"] = decimal.Decimal("1.20")
    session["roles"] = {"admin"}
    session["big"] = 2**70
    session["raw"] = b"\xff\x00"
    return "set"


@app.get("/pop")
def remove():
    session.pop("price", None)
    return "removed"


@app.get("/get")
def show():
    return jsonify(sorted(session.keys()))


server = make_server("127.0.0.1", 0, app, threaded=True)
threading.Thread(target=server.serve_forever, daemon=True).start()
print(server.server_port, flush=True)
sys.stdin.read()
