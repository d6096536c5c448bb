"""A Django app on any of its session engines, on a free loopback port: says its port in one line, then serves until its
input ends. Each answer is what the app itself says of its session before and after the request.

walked-django.py db SQLITE-FILE | db-postgres PORT | file FOLDER | file-cache FOLDER | cache-redis PORT
    | cached-db-redis PORT SQLITE-FILE | cache-memcached PORT
"""
import sys
import threading
import time

import django
from django.conf import settings
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.http import JsonResponse
from django.urls import path
from werkzeug.serving import make_server

kind, place = sys.argv[1:3]


def database():
    if kind == "db-postgres":
        return {
            "ENGINE": "django.db.backends.postgresql",
            "HOST": "127.0.0.1",
            "PORT": place,
            "USER": "postgres",
            "NAME": "postgres",
        }
    file = place if kind == "db" else sys.argv[3] if len(sys.argv) > 3 else ":memory:"
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": file}


def cache():
    if kind.endswith("redis"):
        return {"BACKEND": "django_redis.cache.RedisCache", "LOCATION": f"redis://127.0.0.1:{place}/0"}
    if kind.endswith("memcached"):
        return {"BACKEND": "django.core.cache.backends.memcached.PyMemcacheCache", "LOCATION": f"127.0.0.1:{place}"}
    return {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": place}


engine = {"db": "db", "db-postgres": "db", "file": "file", "cached-db-redis": "cached_db"}.get(kind, "cache")
settings.configure(
    SECRET_KEY="a secret of the app",
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    MIDDLEWARE=["django.contrib.sessions.middleware.SessionMiddleware"],
    INSTALLED_APPS=["django.contrib.sessions"],
    SESSION_ENGINE=f"django.contrib.sessions.backends.{engine}",
    SESSION_FILE_PATH=place if kind == "file" else None,
    DATABASES={"default": database()},
    CACHES={"default": cache()},
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
    USE_TZ=True,
)
django.setup()
if engine in ("db", "cached_db"):
    call_command("migrate", verbosity=0)


def walked(request, step):
    session, given = request.session, request.GET
    before = dict(session.items())
    if step == "slow":
        time.sleep(int(given["ms"]) / 1000)
    if step in ("set", "slow"):
        session[given["key"]] = given["value"]
    elif step == "pop":
        session.pop(given["key"], None)
    elif step == "login":
        session.cycle_key()
        session["user"] = "Alice"
    elif step == "logout":
        session.flush()
    elif step == "short":
        session.set_expiry(int(given["ms"]) // 1000)
    return JsonResponse({"before": before, "after": dict(session.items())})


urlpatterns = [path("<str:step>", walked)]

server = make_server("127.0.0.1", 0, get_wsgi_application(), threaded=True)
threading.Thread(target=server.serve_forever, daemon=True).start()
print(server.server_port, flush=True)
sys.stdin.read()
