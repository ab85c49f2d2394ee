-- What a draft says in cells that only some forms have: base data, extra
-- fields, and the contact, which is internal.

CREATE TABLE gongkai.base_column (
    name text PRIMARY KEY,
    position integer NOT NULL UNIQUE CHECK (position > 0),
    measure text NOT NULL CHECK (measure IN ('amount', 'rate', 'count', 'area'))
);
COMMENT ON TABLE gongkai.base_column IS 'The columns that base data tables can have; filled by migrations.';
COMMENT ON COLUMN gongkai.base_column.name IS 'Name of the column in the document.';
COMMENT ON COLUMN gongkai.base_column.position IS 'Place in the document''s object.';
COMMENT ON COLUMN gongkai.base_column.measure IS 'What its numbers measure: amount in yuan, rate in percent, count of people, area in square metres. Amounts and rates are given with two decimals, counts and areas without trailing zeros.';

INSERT INTO gongkai.base_column (name, position, measure)
VALUES
    ('authorized_staff', 1, 'count'),
    ('staff_in_post', 2, 'count'),
    ('staff_control_rate', 3, 'rate'),
    ('previous_final', 4, 'amount'),
    ('budget', 5, 'amount'),
    ('final', 6, 'amount'),
    ('approved_area', 7, 'area'),
    ('actual_area', 8, 'area'),
    ('area_control_rate', 9, 'rate'),
    ('budgeted_investment', 10, 'amount'),
    ('actual_investment', 11, 'amount'),
    ('investment_control_rate', 12, 'rate');

CREATE TABLE gongkai.base_section (
    report_id gongkai.identifier REFERENCES gongkai.report ON DELETE CASCADE,
    section text CHECK (section IN ('staff', 'expenditure', 'buildings')),
    position integer NOT NULL CHECK (position > 0),
    PRIMARY KEY (report_id, section),
    CONSTRAINT base_section_position UNIQUE (report_id, position)
);
COMMENT ON TABLE gongkai.base_section IS 'One of the stacked tables of a base data form (基础数据表).';
COMMENT ON COLUMN gongkai.base_section.report_id IS 'The draft.';
COMMENT ON COLUMN gongkai.base_section.section IS 'What it is about: staff (财政供养人员), expenditure (经费控制), buildings (楼堂馆所).';
COMMENT ON COLUMN gongkai.base_section.position IS 'Place in the form, from 1.';

CREATE TABLE gongkai.base_row (
    report_id gongkai.identifier,
    section text,
    position integer CHECK (position > 0),
    kind text CHECK (kind IN (
        'three_public', 'vehicle', 'vehicle_purchase', 'vehicle_operation',
        'abroad', 'reception', 'project_expenditure', 'business', 'operation',
        'special', 'public_expense', 'office', 'utilities_travel',
        'meeting_training', 'procurement', 'basic_adjustment', 'filler'
    )),
    label text NOT NULL CHECK (char_length(label) <= 500),
    depth integer NOT NULL CHECK (depth BETWEEN 0 AND 9),
    PRIMARY KEY (report_id, section, position),
    FOREIGN KEY (report_id, section) REFERENCES gongkai.base_section ON DELETE CASCADE
);
COMMENT ON TABLE gongkai.base_row IS 'A row of a base data section.';
COMMENT ON COLUMN gongkai.base_row.report_id IS 'The draft.';
COMMENT ON COLUMN gongkai.base_row.section IS 'The section.';
COMMENT ON COLUMN gongkai.base_row.position IS 'Place in the section, from 1.';
COMMENT ON COLUMN gongkai.base_row.kind IS 'What the row counts, whatever it is called; absent where no kind fits.';
COMMENT ON COLUMN gongkai.base_row.label IS 'As printed; may be empty.';
COMMENT ON COLUMN gongkai.base_row.depth IS 'Indentation, from 0.';

CREATE TABLE gongkai.base_value (
    report_id gongkai.identifier,
    section text,
    position integer,
    name text REFERENCES gongkai.base_column,
    number numeric(18, 2),
    dash text CHECK (dash IN ('-', '—', '——', '/')),
    PRIMARY KEY (report_id, section, position, name),
    FOREIGN KEY (report_id, section, position) REFERENCES gongkai.base_row ON DELETE CASCADE,
    CONSTRAINT base_value_one CHECK (num_nonnulls(number, dash) = 1)
);
COMMENT ON TABLE gongkai.base_value IS 'A cell of a base data row.';
COMMENT ON COLUMN gongkai.base_value.report_id IS 'The draft.';
COMMENT ON COLUMN gongkai.base_value.section IS 'The section.';
COMMENT ON COLUMN gongkai.base_value.position IS 'The row''s place.';
COMMENT ON COLUMN gongkai.base_value.name IS 'The column.';
COMMENT ON COLUMN gongkai.base_value.number IS 'The number, in the unit of its column.';
COMMENT ON COLUMN gongkai.base_value.dash IS 'The dash that was filled in where the column does not apply.';

-- The nested CASE keeps a text that does not look like a date away from
-- make_date, which would raise instead of answering.
CREATE TABLE gongkai.report_extra (
    report_id gongkai.identifier REFERENCES gongkai.report ON DELETE CASCADE,
    name text COLLATE "C" CHECK (char_length(name) BETWEEN 1 AND 200),
    type text NOT NULL CHECK (type IN ('text', 'amount', 'integer', 'decimal', 'date', 'boolean')),
    value gongkai.body NOT NULL,
    PRIMARY KEY (report_id, name),
    CONSTRAINT report_extra_value CHECK (
        value = ''
        OR CASE type
            WHEN 'text' THEN true
            WHEN 'amount' THEN value ~ '^-?(0|[1-9][0-9]{0,15})\.[0-9]{2}$'
            WHEN 'integer' THEN value ~ '^-?(0|[1-9][0-9]{0,17})$'
            WHEN 'decimal' THEN value ~ '^-?(0|[1-9][0-9]{0,17})(\.[0-9]{1,10})?$'
            WHEN 'boolean' THEN value IN ('true', 'false')
            WHEN 'date' THEN CASE
                WHEN value ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' THEN make_date(
                    left(value, 4)::integer,
                    substr(value, 6, 2)::integer,
                    right(value, 2)::integer
                ) IS NOT NULL
                ELSE false
            END
            ELSE false
        END
    )
);
COMMENT ON TABLE gongkai.report_extra IS 'Fields that only one form has; its template declares their names and types.';
COMMENT ON COLUMN gongkai.report_extra.report_id IS 'The draft.';
COMMENT ON COLUMN gongkai.report_extra.name IS 'Name of the field.';
COMMENT ON COLUMN gongkai.report_extra.type IS 'Type of the field: text, amount in yuan, integer, decimal, date or boolean.';
COMMENT ON COLUMN gongkai.report_extra.value IS 'The value, written as its type demands; an empty one is a cell that was left empty.';

CREATE TABLE gongkai.report_contact (
    report_id gongkai.identifier PRIMARY KEY REFERENCES gongkai.report ON DELETE CASCADE,
    name text CHECK (char_length(name) <= 100),
    telephone text CHECK (char_length(telephone) <= 100),
    prepared_by text CHECK (char_length(prepared_by) <= 100),
    head text CHECK (char_length(head) <= 100),
    CONSTRAINT report_contact_any CHECK (num_nonnulls(name, telephone, prepared_by, head) > 0)
);
COMMENT ON TABLE gongkai.report_contact IS 'Whom to ask about a draft. Internal: never in a published document.';
COMMENT ON COLUMN gongkai.report_contact.report_id IS 'The draft.';
COMMENT ON COLUMN gongkai.report_contact.name IS 'Contact person (联系人).';
COMMENT ON COLUMN gongkai.report_contact.telephone IS 'Telephone (联系电话).';
COMMENT ON COLUMN gongkai.report_contact.prepared_by IS 'Who filled in the form (填表人).';
COMMENT ON COLUMN gongkai.report_contact.head IS 'Head of the unit (单位负责人).';

GRANT SELECT ON gongkai.base_column TO gongkai_staff;
GRANT SELECT, INSERT, UPDATE, DELETE
    ON gongkai.base_section, gongkai.base_row, gongkai.base_value,
        gongkai.report_extra, gongkai.report_contact
    TO gongkai_staff;
