<?php
// A Laravel app for PHP's own server. It answers with what the app itself says of its session before and after the
// request. SESSION_DRIVER, SESSION_ENCRYPT, APP_KEY and the places of the sessions come from the environment, as in a
// project of Laravel. `php walked-laravel.php` makes the table of the database and ends.
require_once 'Illuminate/autoload.php';

use Illuminate\Config\Repository;
use Illuminate\Contracts\Debug\ExceptionHandler;
use Illuminate\Contracts\Http\Kernel as HttpKernel;
use Illuminate\Cookie\Middleware\AddQueuedCookiesToResponse;
use Illuminate\Cookie\Middleware\EncryptCookies;
use Illuminate\Foundation\Application;
use Illuminate\Foundation\Exceptions\Handler;
use Illuminate\Foundation\Http\Kernel;
use Illuminate\Http\Request;
use Illuminate\Session\Middleware\StartSession;
use Illuminate\Support\Facades\Facade;

class WalkedKernel extends Kernel
{
    protected $bootstrappers = [];
    protected $middlewareGroups = [
        'web' => [EncryptCookies::class, AddQueuedCookiesToResponse::class, StartSession::class],
    ];
}

$app = new Application(sys_get_temp_dir());
Facade::setFacadeApplication($app);
// The names and prefixes of the skeleton of Laravel 8 (config/session.php, cache.php, database.php).
$app->instance('config', new Repository([
    'app' => ['key' => getenv('APP_KEY'), 'cipher' => 'AES-256-CBC', 'debug' => true],
    'session' => [
        'driver' => getenv('SESSION_DRIVER'),
        'encrypt' => getenv('SESSION_ENCRYPT') === 'true',
        'lifetime' => 120,
        'expire_on_close' => false,
        'files' => getenv('SESSION_FILES'),
        'connection' => null,
        'table' => 'sessions',
        'store' => null,
        'lottery' => [0, 100],
        'cookie' => 'laravel_session',
        'path' => '/',
        'domain' => null,
        'secure' => false,
        'http_only' => true,
        'same_site' => 'lax',
    ],
    'auth' => [
        'defaults' => ['guard' => 'web'],
        'guards' => ['web' => ['driver' => 'session', 'provider' => 'users']],
        'providers' => ['users' => ['driver' => 'database', 'table' => 'users']],
    ],
    'cache' => [
        'default' => 'redis',
        'stores' => ['redis' => ['driver' => 'redis', 'connection' => 'cache']],
        'prefix' => 'laravel_cache',
    ],
    'database' => [
        'default' => 'sqlite',
        'connections' => ['sqlite' => ['driver' => 'sqlite', 'database' => getenv('DB_DATABASE'), 'prefix' => '']],
        'redis' => [
            'client' => 'phpredis',
            'options' => ['prefix' => 'laravel_database_'],
            'default' => ['host' => '127.0.0.1', 'port' => getenv('REDIS_PORT'), 'database' => 0],
            'cache' => ['host' => '127.0.0.1', 'port' => getenv('REDIS_PORT'), 'database' => 0],
        ],
    ],
]));
$app->singleton(HttpKernel::class, WalkedKernel::class);
$app->singleton(ExceptionHandler::class, Handler::class);
foreach ([
    Illuminate\Auth\AuthServiceProvider::class,
    Illuminate\Encryption\EncryptionServiceProvider::class,
    Illuminate\Cookie\CookieServiceProvider::class,
    Illuminate\Filesystem\FilesystemServiceProvider::class,
    Illuminate\Database\DatabaseServiceProvider::class,
    Illuminate\Redis\RedisServiceProvider::class,
    Illuminate\Cache\CacheServiceProvider::class,
    Illuminate\Hashing\HashServiceProvider::class,
    Illuminate\Session\SessionServiceProvider::class,
] as $provider) {
    $app->register($provider);
}
$app->boot();

if (PHP_SAPI === 'cli') {
    // The columns of `php artisan session:table`.
    $app['db']->connection()->getSchemaBuilder()->create('sessions', function ($table) {
        $table->string('id')->primary();
        $table->foreignId('user_id')->nullable()->index();
        $table->string('ip_address', 45)->nullable();
        $table->text('user_agent')->nullable();
        $table->text('payload');
        $table->integer('last_activity')->index();
    });
    exit(0);
}

$app['router']->middleware('web')->get('{step}', function (Request $request, string $step) {
    $session = $request->session();
    $before = $session->all();
    if ($step === 'slow') {
        usleep((int) $request->query('ms') * 1000);
    }
    if ($step === 'set' || $step === 'slow') {
        $session->put($request->query('key'), $request->query('value'));
    } elseif ($step === 'pop') {
        $session->forget($request->query('key'));
    } elseif ($step === 'login') {
        $session->regenerate(true);
        $session->put('user', 'Alice');
    } elseif ($step === 'logout') {
        $session->invalidate();
    }
    return ['before' => (object) $before, 'after' => (object) $session->all()];
});

$kernel = $app->make(HttpKernel::class);
$response = $kernel->handle($request = Request::capture());
$response->send();
$kernel->terminate($request, $response);
