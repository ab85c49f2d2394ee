-- Who acts for nobody at the desk reads nothing there that has somebody's name in it.
ALTER TABLE gongkai.approval ENABLE ROW LEVEL SECURITY;
CREATE POLICY approval_staff ON gongkai.approval TO gongkai_staff USING (true);
CREATE POLICY approval_desk ON gongkai.approval FOR SELECT TO gongkai_desk
    USING (cardinality((SELECT gongkai.acting_reach('reader'))::text[]) > 0);
