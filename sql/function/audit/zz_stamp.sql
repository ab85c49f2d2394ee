-- All rules are defined: findings of others are old from here on.
SELECT gongkai.stamp_audit();
