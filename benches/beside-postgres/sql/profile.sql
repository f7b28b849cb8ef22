-- The person: reach, how well every asked skill would be covered, what every occupation would be worth.
WITH me AS MATERIALIZED (
    SELECT * FROM profile WHERE id = :profile
),
reach AS MATERIALIZED (
    SELECT w.work AS zone, w.minutes
    FROM me
    CROSS JOIN LATERAL (
        SELECT way.work,
               least(
                   CASE WHEN me.modes & 1 <> 0 THEN way.car END,
                   CASE WHEN me.modes & 2 <> 0 THEN way.transit END,
                   CASE WHEN me.modes & 4 <> 0 AND way.bicycle <= 60 THEN way.bicycle END
               ) AS minutes
        FROM way
        WHERE way.home = me.zone
    ) w
    WHERE w.minutes <= me.max_minutes
),
cover AS MATERIALIZED (
    SELECT near.asked AS skill, max(near.worth * held.mastery)::real AS worth
    FROM me
    CROSS JOIN LATERAL unnest(me.skills, me.mastery) AS held (skill, mastery)
    JOIN near_skill near ON near.have = held.skill
    GROUP BY near.asked
),
kind AS MATERIALIZED (
    SELECT worked.*, row_number() OVER (ORDER BY worked.worth DESC) <= 80 AS likely
    FROM (
        SELECT o.id AS occupation, o.wisdom, greatest(v.experience, o.entry) AS viability,
               coalesce(v.experience, 0) AS experience, coalesce(v.wish, 0) AS wish,
               0.405::real * (0.23::real * coalesce(v.experience, 0) + 0.40::real * coalesce(v.wish, 0))
               + 0.225::real * (0.55::real * greatest(v.experience, o.entry) + 0.45::real * o.wisdom) AS worth
        FROM occupation o
        LEFT JOIN (
            SELECT value.occupation,
                   max(value.worth) FILTER (WHERE NOT value.wished)::real AS experience,
                   max(value.worth) FILTER (WHERE value.wished)::real AS wish
            FROM (
                SELECT near.target AS occupation, near.nearness * past.strength AS worth, false AS wished
                FROM me
                CROSS JOIN LATERAL unnest(me.sources, me.strengths) AS past (occupation, strength)
                JOIN near_occupation near ON near.source = past.occupation
                UNION ALL
                SELECT near.target, near.nearness * hoped.dearness, true
                FROM me
                CROSS JOIN LATERAL unnest(me.wishes, me.dearness) AS hoped (occupation, dearness)
                JOIN near_occupation near ON near.source = hoped.occupation
                WHERE hoped.dearness > 0.75 OR near.target = near.source
            ) value
            GROUP BY value.occupation
        ) v ON v.occupation = o.id
    ) worked
),
-- By number of the occupation, so that a candidate finds its kind of work without a join.
kinds AS MATERIALIZED (
    SELECT array_agg(kind.experience ORDER BY kind.occupation) AS experience,
           array_agg(kind.wish ORDER BY kind.occupation) AS wish,
           array_agg(kind.viability ORDER BY kind.occupation) AS viability,
           array_agg(kind.wisdom ORDER BY kind.occupation) AS wisdom,
           array_agg(kind.worth ORDER BY kind.occupation) AS worth
    FROM kind
),
