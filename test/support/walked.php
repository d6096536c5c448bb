<?php
// Answers with what the app itself says of its session before and after the request. The session is saved before the
// answer; late.php saves after it.
session_save_path(getenv('SESSIONS'));
session_start();
$before = $_SESSION;
switch (parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH)) {
    case '/slow':
        usleep((int) $_GET['ms'] * 1000);
        // No break: this step sets a key too.
    case '/set':
        $_SESSION[$_GET['key']] = $_GET['value'];
        break;
    case '/pop':
        unset($_SESSION[$_GET['key']]);
        break;
    case '/login':
        session_regenerate_id(true);
        $_SESSION = ['user' => 'Alice'];
        break;
    case '/logout':
        $_SESSION = [];
        setcookie(session_name(), '', 1, '/');
        session_destroy();
        break;
}
$after = $_SESSION;
session_write_close();
header('Content-Type: application/json');
echo json_encode(['before' => (object) $before, 'after' => (object) $after]);
