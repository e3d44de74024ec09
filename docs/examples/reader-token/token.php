<?php
// A token for a signed-in reader, on the server of your site. The key never leaves it.
//   READER_KEY=... php token.php members
function reader_token(string $key, string $feed, int $seconds = 3600): string {
    $part = fn(string $raw): string => rtrim(strtr(base64_encode($raw), '+/', '-_'), '=');
    $text = $part(json_encode(['alg' => 'HS256', 'typ' => 'JWT'])) . '.'
        . $part(json_encode(['feed' => $feed, 'exp' => time() + $seconds]));
    return $text . '.' . $part(hash_hmac('sha256', $text, $key, true));
}

echo reader_token(getenv('READER_KEY'), $argv[1]);
