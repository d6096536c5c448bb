<?php
// Answers at once, works on for 0.7 s, and saves its session at the end of the script.
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
} else {
    echo $body;
}
