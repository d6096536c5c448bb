"""What Flask on the Werkzeug that is installed finds under each name. Reads a JSON list of [header, name] from its input."""
import json
import sys
from importlib.metadata import version

from flask import Flask, request

app = Flask(__name__)


def found(header, name):
    try:
        with app.test_request_context(environ_overrides={'HTTP_COOKIE': header}):
            return request.cookies.get(name)
    except UnicodeDecodeError:
        return 'not UTF-8'


print(json.dumps({'werkzeug': version('werkzeug'), 'found': [found(*job) for job in json.load(sys.stdin)]}))
