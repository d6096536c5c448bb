<?php
// ?late answers at once, works on for 0.7 s, and saves its session at the end of the script. ?slow holds it for 0.6 s.
session_save_path(getenv('SESSIONS'));
session_start();
$_SESSION['visits'] = ($_SESSION['visits'] ?? 0) + 1;
$body = 'visits: ' . $_SESSION['visits'];
if (isset($_GET['late'])) {
    header('Content-Length: ' . strlen($body));
    echo $body;
    ob_flush();
    flush();
    usleep(700000);
    $_SESSION['late'] = true;
} elseif (isset($_GET['slow'])) {
    usleep(600000);
    echo $body;
} else {
    echo $body;
}
