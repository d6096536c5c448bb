<?php
// ?late answers at once, works on until there is the file SAVE, and saves its session at the end of the script.
// ?slow holds its session for 0.6 s.
session_save_path(getenv('SESSIONS'));
session_start();
$_SESSION['visits'] = ($_SESSION['visits'] ?? 0) + 1;
$body = 'visits: ' . $_SESSION['visits'];
if (isset($_GET['late'])) {
    header('Content-Length: ' . strlen($body));
    echo $body;
    ob_flush();
    flush();
    while (!file_exists(getenv('SAVE'))) {
        usleep(5000);
    }
    $_SESSION['late'] = true;
} elseif (isset($_GET['slow'])) {
    usleep(600000);
    echo $body;
} else {
    echo $body;
}
