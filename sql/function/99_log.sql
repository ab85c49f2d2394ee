-- What was published before there was a log is entered now.
SELECT gongkai.log_changes();
