-- What is published is printed with the template of its time, which the web workers
-- take from here when the one in force is another.
GRANT SELECT (digest, text) ON gongkai.template_version TO gongkai_public;
