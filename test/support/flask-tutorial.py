"""The tutorial's app on real Flask, on a free loopback port. Says its port and version in one line, then serves until its input ends."""
import os
import sys
import threading
from importlib.metadata import version

from flask import Flask, session
from werkzeug.serving import make_server

app = Flask(__name__)
app.secret_key = sys.argv[1]


@app.route('/setsession')
def setsession():
    session['Username'] = 'Admin'
    return 'The session has been Set'


@app.route('/getsession')
def getsession():
    username = session.get('Username')
    return 'Welcome Anonymous' if username is None else f'Welcome {username}'


@app.route('/popsession')
def popsession():
    session.pop('Username', None)
    return 'Session Deleted'


server = make_server('127.0.0.1', 0, app)
print(server.port, version('flask'), flush=True)
threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
server.serve_forever()
