-- Whether two people have one name is asked for each name that is shown.
CREATE INDEX account_person ON gongkai.account (person);
