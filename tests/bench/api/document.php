<?php
// A published document as one would serve it with PHP-FPM: one prepared statement
// on a connection that stays open.
$id = basename($_SERVER['DOCUMENT_URI']);
$db = pg_pconnect(getenv('GONGKAI_CONNINFO'));
if (!pg_fetch_row(pg_query_params($db, 'SELECT 1 FROM pg_catalog.pg_prepared_statements WHERE name = $1', ['document']))) {
	pg_prepare($db, 'document', getenv('GONGKAI_STATEMENT'));
}
$row = pg_fetch_row(pg_execute($db, 'document', [$id]));
if ($row === false) {
	http_response_code(404);
	exit;
}
$etag = '"' . $row[1] . '"';
header('ETag: ' . $etag);
header('Cache-Control: public, max-age=60');
if (($_SERVER['HTTP_IF_NONE_MATCH'] ?? '') === $etag) {
	http_response_code(304);
	exit;
}
header('Content-Type: application/json');
header('Content-Length: ' . strlen($row[0]));
echo $row[0];
