"""Flask with a login, a flash and a redirect, on a free loopback port. Says its port in one line, then serves until its input ends."""
import os
import sys
import threading

from flask import Flask, flash, get_flashed_messages, redirect, request, session, url_for
from werkzeug.serving import make_server

app = Flask(__name__)
app.secret_key = 'a secret of the Flask app'


@app.route('/')
def index():
    name = session.get('name', 'nobody')
    return f'<p id="who">{name}</p><p id="said">{" ".join(get_flashed_messages())}</p><a href="/login">Log in</a>'


@app.route('/login', methods=['GET', 'POST'])
def login():
    if request.method == 'GET':
        return '<form method="post"><input name="name"><button>Log in</button></form>'
    session['name'] = request.form['name']
    flash('You are logged in')
    # An absolute URL, as apps make them from their own settings.
    return redirect(url_for('index', _external=True))


@app.route('/logout')
def logout():
    session.clear()
    return redirect('/')


server = make_server('127.0.0.1', 0, app, threaded=True)
print(server.port, flush=True)
threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
server.serve_forever()
