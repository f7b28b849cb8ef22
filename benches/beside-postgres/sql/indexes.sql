ALTER TABLE occupation ADD PRIMARY KEY (id);
ALTER TABLE profile ADD PRIMARY KEY (id);
ALTER TABLE advert ADD PRIMARY KEY (vacancy);
ALTER TABLE vacancy ADD PRIMARY KEY (id);
CREATE INDEX offer_of ON offer (vacancy);
CREATE INDEX near_occupation_of ON near_occupation (source) INCLUDE (target, nearness);
CREATE INDEX near_skill_of ON near_skill (have) INCLUDE (asked, worth);
CREATE INDEX way_from ON way (home) INCLUDE (work, car, transit, bicycle);
CREATE INDEX asked_skill_of ON asked_skill (zone, skill) INCLUDE (vacancy, share, occupation, forms, licences);
CREATE INDEX vacancy_kind ON vacancy (zone, occupation) INCLUDE (id, forms, licences);
CREATE INDEX vacancy_place ON vacancy USING gist (place);
CREATE INDEX vacancy_skills ON vacancy USING gin (skills gin__int_ops);
CLUSTER vacancy USING vacancy_kind;
CLUSTER asked_skill USING asked_skill_of;
CLUSTER way USING way_from;
CLUSTER offer USING offer_of;
VACUUM (ANALYZE, FREEZE);
SELECT sum(pg_prewarm(c.oid::regclass))
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = 'public' AND c.relkind IN ('r', 'i');
