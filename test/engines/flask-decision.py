"""
Real Flask, one request a line: {"options", "cookie", "steps"} in, {"status", "setCookie"} out. The options have the names of our
own settings; each line is served by an app configured with them.
"""
import json
import sys
from datetime import timedelta

from flask import Flask, session


def app_with(options, steps):
    app = Flask(__name__)
    app.secret_key = 'secret' if options['hasSecret'] else None
    same_site = options['sameSite']
    app.config.update(
        SESSION_COOKIE_HTTPONLY=options['httpOnly'],
        SESSION_COOKIE_SECURE=options['secure'],
        SESSION_COOKIE_SAMESITE=None if same_site is None else same_site.capitalize(),
        PERMANENT_SESSION_LIFETIME=timedelta(seconds=options['permanentLifetimeSeconds']),
        SESSION_REFRESH_EACH_REQUEST=options['refreshEachRequest'],
    )

    @app.route('/')
    def visit():
        for step in steps:
            take(step, options['permanent'])
        return 'done'

    return app


def take(step, is_permanent):
    if step == 'get':
        session.get('key')
    elif step == 'set':
        put('key', 'value', is_permanent)
    elif step == 'set-list':
        put('list', [1], is_permanent)
    elif step == 'nested':
        if session.get('list') is not None:
            session.get('list').append(2)
    elif step == 'pop':
        session.pop('key', None)
    elif step == 'pop-list':
        session.pop('list', None)
    elif step == 'clear':
        session.clear()


def put(key, value, is_permanent):
    if is_permanent:
        session.permanent = True
    session[key] = value


for line in sys.stdin:
    request = json.loads(line)
    client = app_with(request['options'], request['steps']).test_client(use_cookies=False)
    headers = {'Cookie': request['cookie']} if request['cookie'] else {}
    response = client.get('/', headers=headers)
    print(json.dumps({'status': response.status_code, 'setCookie': response.headers.getlist('Set-Cookie')}), flush=True)
