-- One row for each answered page of a match list. `profile` and `body` are NULL once its jobseeker is
-- erased: the row remains as a tombstone.
CREATE TABLE match_records (
    match_id TEXT NOT NULL,
    page_id TEXT NOT NULL,
    organisation_id TEXT NOT NULL,
    jobseeker_id TEXT,
    at BIGINT NOT NULL,
    profile TEXT,
    body TEXT,
    PRIMARY KEY (match_id, page_id)
);

CREATE INDEX match_records_jobseeker ON match_records (jobseeker_id) WHERE jobseeker_id IS NOT NULL;

CREATE INDEX match_records_at ON match_records (at);

CREATE TABLE decisions (
    id TEXT NOT NULL PRIMARY KEY,
    organisation_id TEXT NOT NULL,
    match_id TEXT NOT NULL,
    jobseeker_id TEXT,
    vacancy_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    reason TEXT,
    role TEXT NOT NULL,
    rank BIGINT,
    standing BIGINT NOT NULL,
    at BIGINT NOT NULL
);

CREATE INDEX decisions_match ON decisions (match_id, id);

CREATE INDEX decisions_jobseeker ON decisions (jobseeker_id, id) WHERE jobseeker_id IS NOT NULL;

CREATE INDEX decisions_at ON decisions (at) WHERE standing = 0;

-- What changes later lists is read whole at start.
CREATE INDEX decisions_standing ON decisions (id) WHERE standing = 1;
