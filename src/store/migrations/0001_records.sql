CREATE TABLE counters (
    name TEXT NOT NULL PRIMARY KEY,
    value BIGINT NOT NULL
);

INSERT INTO counters (name, value) VALUES ('seq', 0);

CREATE TABLE vacancies (
    id TEXT NOT NULL PRIMARY KEY,
    organisation_id TEXT NOT NULL,
    source TEXT,
    external_id TEXT,
    version BIGINT NOT NULL,
    visible BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    body TEXT NOT NULL
);

CREATE UNIQUE INDEX vacancies_source ON vacancies (organisation_id, source, external_id)
    WHERE source IS NOT NULL;

CREATE INDEX vacancies_organisation ON vacancies (organisation_id, id);

CREATE TABLE jobseekers (
    id TEXT NOT NULL PRIMARY KEY,
    organisation_id TEXT NOT NULL,
    source TEXT,
    external_id TEXT,
    version BIGINT NOT NULL,
    visible BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    body TEXT NOT NULL
);

CREATE UNIQUE INDEX jobseekers_source ON jobseekers (organisation_id, source, external_id)
    WHERE source IS NOT NULL;

CREATE INDEX jobseekers_organisation ON jobseekers (organisation_id, id);

CREATE TABLE changes (
    seq BIGINT NOT NULL PRIMARY KEY,
    organisation_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    op TEXT NOT NULL,
    visible_before BIGINT NOT NULL,
    at BIGINT NOT NULL
);

-- Erasing a jobseeker removes its earlier rows.
CREATE INDEX changes_jobseeker ON changes (id) WHERE kind = 'jobseeker';

CREATE TABLE remembered (
    organisation_id TEXT NOT NULL,
    key TEXT NOT NULL,
    body_hash TEXT NOT NULL,
    status BIGINT NOT NULL,
    body TEXT NOT NULL,
    record_id TEXT,
    at BIGINT NOT NULL,
    PRIMARY KEY (organisation_id, key)
);

CREATE INDEX remembered_at ON remembered (at);

CREATE INDEX remembered_record ON remembered (record_id) WHERE record_id IS NOT NULL;

CREATE TABLE settings (
    key TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);
