"""A Flask app with its sessions on the server, on a free loopback port: says its port in one line, then serves until
its input ends. Each answer is what the app itself says of its session before and after the request.

walked-flask.py redis PORT | walked-flask.py filesystem FOLDER | walked-flask.py redis-0.8 PORT
"""
import secrets
import sys
import threading
import time
import uuid

import flask_session
import msgpack
import redis
from flask import Flask, jsonify, request, session
from flask.sessions import SessionInterface, SessionMixin
from werkzeug.datastructures import CallbackDict
from werkzeug.serving import make_server

kind, place = sys.argv[1:3]


class Rows(CallbackDict, SessionMixin):
    def __init__(self, initial, sid):
        def changed(own):
            own.modified = True

        super().__init__(initial, changed)
        self.sid = sid
        self.modified = False


class AsOf08(SessionInterface):
    """Rows as Flask-Session 0.8 writes them to Redis (flask_session/redis/redis.py and base.py), with msgpack."""

    def __init__(self, client):
        self.client = client

    def open_session(self, app, request):
        sid = request.cookies.get("session")
        row = self.client.get(f"session:{sid}") if sid else None
        return Rows(msgpack.unpackb(row), sid) if row else Rows({}, sid or secrets.token_urlsafe(32))

    def save_session(self, app, own, response):
        if not own:
            if own.modified:
                self.client.delete(f"session:{own.sid}")
                response.delete_cookie("session")
            return
        lifetime = int(app.permanent_session_lifetime.total_seconds())
        self.client.setex(f"session:{own.sid}", lifetime, msgpack.packb(dict(own)))
        response.set_cookie("session", own.sid, httponly=True)


app = Flask(__name__)
app.config.update(SECRET_KEY="secret")
if kind == "redis-0.8":
    app.session_interface = AsOf08(redis.Redis("127.0.0.1", int(place)))
else:
    app.config.update(SESSION_TYPE=kind)
    if kind == "redis":
        app.config["SESSION_REDIS"] = redis.Redis("127.0.0.1", int(place))
    else:
        app.config["SESSION_FILE_DIR"] = place
    flask_session.Session(app)


@app.get("/<step>")
def walked(step):
    given = request.args
    before = dict(session)
    if step == "slow":
        time.sleep(int(given["ms"]) / 1000)
    if step in ("set", "slow"):
        session[given["key"]] = given["value"]
    elif step == "pop":
        session.pop(given["key"], None)
    elif step == "login":
        session.clear()
        session.sid = secrets.token_urlsafe(32) if kind == "redis-0.8" else str(uuid.uuid4())
        session["user"] = "Alice"
    elif step == "logout":
        session.clear()
    return jsonify(before=before, after=dict(session))


server = make_server("127.0.0.1", 0, app, threaded=True)
threading.Thread(target=server.serve_forever, daemon=True).start()
print(server.server_port, flush=True)
sys.stdin.read()
