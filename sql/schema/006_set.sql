-- What binds the forms of a department into one disclosure, and the lists that
-- only one form has.

ALTER TABLE gongkai.report ADD COLUMN attachment gongkai.line;
COMMENT ON COLUMN gongkai.report.attachment IS 'The label above the title, as printed: 附件1.';

CREATE TABLE gongkai.report_attachment (
    report_id gongkai.identifier REFERENCES gongkai.report ON DELETE CASCADE,
    position integer CHECK (position > 0),
    title gongkai.line NOT NULL,
    form gongkai.form,
    PRIMARY KEY (report_id, position)
);
COMMENT ON TABLE gongkai.report_attachment IS 'The list of attachments that a report announces; the order of a department''s disclosure set.';
COMMENT ON COLUMN gongkai.report_attachment.report_id IS 'The draft.';
COMMENT ON COLUMN gongkai.report_attachment.position IS 'Place in the list, from 1.';
COMMENT ON COLUMN gongkai.report_attachment.title IS 'The attachment''s name, as printed.';
COMMENT ON COLUMN gongkai.report_attachment.form IS 'The form that the attachment is; absent where it is none of ours.';

CREATE TABLE gongkai.report_list (
    report_id gongkai.identifier REFERENCES gongkai.report ON DELETE CASCADE,
    name text COLLATE "C" CHECK (char_length(name) BETWEEN 1 AND 200),
    items jsonb NOT NULL CHECK (jsonb_typeof(items) = 'array'),
    PRIMARY KEY (report_id, name)
);
COMMENT ON TABLE gongkai.report_list IS 'Lists that only one form has; its template declares their names and fields.';
COMMENT ON COLUMN gongkai.report_list.report_id IS 'The draft.';
COMMENT ON COLUMN gongkai.report_list.name IS 'Name of the list.';
COMMENT ON COLUMN gongkai.report_list.items IS 'Its items in order: objects of texts, and where an item has items below it, those as the array children.';

GRANT SELECT, INSERT, UPDATE, DELETE
    ON gongkai.report_attachment, gongkai.report_list
    TO gongkai_staff;
