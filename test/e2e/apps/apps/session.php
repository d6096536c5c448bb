<?php
// PHP's own sessions, as its built-in server runs them: php -S HOST:PORT session.php
session_start();
$path = parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
if ($path === '/set') {
    $_SESSION['Username'] = 'Admin';
    echo 'The session has been Set';
} elseif ($path === '/pop') {
    unset($_SESSION['Username']);
    echo 'Session Deleted';
} elseif ($path === '/login') {
    session_regenerate_id(true);
    header('Location: /get');
} else {
    echo 'Welcome ' . ($_SESSION['Username'] ?? 'Anonymous');
}
