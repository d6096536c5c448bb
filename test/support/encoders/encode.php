<?php
// Random values with what PHP's three session handlers make of them, one JSON object a line: encode.php SEED COUNT
mt_srand((int) $argv[1]);

class Account
{
    public $name;
    protected $roles;
    private $token;

    public function __construct($name, $roles, $token)
    {
        $this->name = $name;
        $this->roles = $roles;
        $this->token = $token;
    }
}

enum Suit: string
{
    case Hearts = 'h';
}

function pick(array $from)
{
    return $from[mt_rand(0, count($from) - 1)];
}

function text(): string
{
    return pick(['', 'a', 'naïve', '名前', '😀', "line\nbreak", 'semi;colon', 'a|b', '"quoted"', '}', str_repeat('x', 300)]);
}

/** A value, and what it must be shown as. */
function scalar(): array
{
    switch (mt_rand(0, 8)) {
        case 0:
            return [null, null];
        case 1:
            return [true, true];
        case 2:
            return [false, false];
        case 3:
            $number = pick([0, 1, -1, 2147483648, -2147483649, mt_rand()]);
            return [$number, $number];
        case 4:
            return [PHP_INT_MAX, ['$type' => 'int', 'value' => (string) PHP_INT_MAX]];
        case 5:
            $float = pick([0.5, -1.25, 0.1, 1.0e+25]);
            return [$float, $float];
        case 6:
            return [INF, ['$type' => 'float', 'value' => 'Infinity']];
        case 7:
            $bytes = "\xff\x00" . chr(mt_rand(0, 255));
            return [$bytes, ['$type' => 'bytes', 'hex' => bin2hex($bytes)]];
        default:
            $text = text();
            return [$text, $text];
    }
}

function value(int $depth): array
{
    if ($depth === 0 || mt_rand(0, 9) < 4) {
        return mt_rand(0, 9) === 0 ? [Suit::Hearts, ['$type' => 'enum', 'value' => 'Suit::Hearts']] : scalar();
    }
    $items = [];
    for ($left = mt_rand(1, 4); $left > 0; $left--) {
        $items[] = value($depth - 1);
    }
    $values = array_column($items, 0);
    $shown = array_column($items, 1);
    if (mt_rand(0, 2) === 0) {
        return [$values, $shown];
    }
    if (mt_rand(0, 2) === 0) {
        $made = new Account($values[0], $values, 'secret');
        return [$made, ['$type' => 'object', 'class' => 'Account', 'value' => ['name' => $shown[0], 'roles' => $shown, 'token' => 'secret']]];
    }
    $keyed = [];
    $keyedShown = [];
    foreach ($values as $place => $one) {
        $key = pick(['k', 'naïve', 'x y']) . $place;
        $keyed[$key] = $one;
        $keyedShown[$key] = $shown[$place];
    }
    return [$keyed, $keyedShown];
}

// In use first: a session cannot be begun once something has been printed.
ob_start();
$flags = JSON_UNESCAPED_UNICODE | JSON_THROW_ON_ERROR | JSON_PRESERVE_ZERO_FRACTION;
$lines = [];
foreach (['php', 'php_binary'] as $handler) {
    ini_set('session.serialize_handler', $handler);
    ini_set('session.use_cookies', '0');
    session_save_path(sys_get_temp_dir());
    session_id('');
    session_start();
    for ($index = 0; $index < (int) $argv[2]; $index++) {
        [$one, $oneShown] = value(3);
        [$two, $twoShown] = value(3);
        $_SESSION = ['first' => $one, 'second key' => $two];
        $shown = ['first' => $oneShown, 'second key' => $twoShown];
        $lines[] = json_encode(['shown' => $shown, $handler => bin2hex(session_encode())], $flags);
        $lines[] = json_encode(['shown' => $shown, 'php_serialize' => bin2hex(serialize($_SESSION))], $flags);
    }
    $_SESSION = [];
    session_destroy();
}
ob_end_clean();
echo implode("\n", $lines), "\n";
