-- A normalised design: what is filtered and scored stands in narrow rows, what is only shown in `advert`.
CREATE EXTENSION postgis;
CREATE EXTENSION intarray;
CREATE EXTENSION pg_prewarm;

CREATE TABLE occupation (
    id smallint NOT NULL,
    name text NOT NULL,
    wisdom real NOT NULL,
    entry real NOT NULL
);
CREATE TABLE near_occupation (
    source smallint NOT NULL,
    target smallint NOT NULL,
    nearness real NOT NULL
);
CREATE TABLE near_skill (
    have int NOT NULL,
    asked int NOT NULL,
    worth real NOT NULL
);
-- Minutes between zones; NULL where the mode takes too long.
CREATE TABLE way (
    home smallint NOT NULL,
    work smallint NOT NULL,
    car smallint,
    transit smallint,
    bicycle smallint
);
CREATE TABLE vacancy (
    id int NOT NULL,
    zone smallint NOT NULL,
    place geography(Point, 4326) NOT NULL,
    occupation smallint,
    industry smallint NOT NULL,
    forms int NOT NULL,
    licences int NOT NULL,
    authorisation smallint,
    certificates int[] NOT NULL,
    danish smallint NOT NULL,
    education smallint,
    years smallint,
    demands int NOT NULL,
    kilograms smallint,
    starts smallint,
    ends smallint,
    days smallint NOT NULL,
    remote_days smallint NOT NULL,
    support smallint NOT NULL,
    danish_on_site boolean NOT NULL,
    apply_by date NOT NULL,
    skill_weight real NOT NULL,
    skills int[] NOT NULL
);
CREATE TABLE advert (
    vacancy int NOT NULL,
    external_id text NOT NULL,
    title text NOT NULL,
    employer text NOT NULL,
    postcode text NOT NULL,
    town text NOT NULL,
    positions smallint NOT NULL
);
-- Postings: which vacancies ask for a skill, and its share of all that each asks. Zone, occupation, forms and licences
-- stand here too, so that candidates are found and ranked without their vacancies.
CREATE TABLE asked_skill (
    skill smallint NOT NULL,
    zone smallint NOT NULL,
    vacancy int NOT NULL,
    share real NOT NULL,
    occupation smallint,
    forms int NOT NULL,
    licences int NOT NULL
);
CREATE TABLE offer (
    vacancy int NOT NULL,
    form smallint NOT NULL,
    hours_min real NOT NULL,
    hours_max real NOT NULL,
    starts_on date NOT NULL,
    weeks smallint,
    places smallint NOT NULL,
    hire_intent boolean NOT NULL
);
-- What a client would bind as parameters; a row a profile, so that pgbench can be the client.
CREATE TABLE profile (
    id int NOT NULL,
    zone smallint NOT NULL,
    place geography(Point, 4326) NOT NULL,
    max_minutes smallint NOT NULL,
    modes smallint NOT NULL,
    hours_min real NOT NULL,
    hours_max real NOT NULL,
    forms int NOT NULL,
    licences int NOT NULL,
    authorisations int[] NOT NULL,
    certificates int[] NOT NULL,
    danish smallint NOT NULL,
    education smallint,
    demands int NOT NULL,
    kilograms smallint,
    starts smallint,
    ends smallint,
    days smallint NOT NULL,
    skills int[] NOT NULL,
    mastery real[] NOT NULL,
    sources smallint[] NOT NULL,
    strengths real[] NOT NULL,
    industries smallint[] NOT NULL,
    wishes smallint[] NOT NULL,
    dearness real[] NOT NULL,
    willingness real NOT NULL
);
