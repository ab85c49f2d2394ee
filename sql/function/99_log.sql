-- What was published before there was a log is entered now.
SELECT gongkai.lock_changes();
SELECT gongkai.log_changes();
