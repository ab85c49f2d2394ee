-- name: desk_job_lead
-- role: desk
-- params: none
-- returns: count integer
-- Lead jobs on, as far as that needs no work.
SELECT gongkai.lead_jobs() AS count;
