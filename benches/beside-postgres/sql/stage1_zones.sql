-- Stage 1 by precomputed minutes and postings of every zone: one index scan for each zone within reach finds what asks
-- for a skill that the person covers, another what is of a likely kind of work; a cheap estimate of the score ranks them. `OFFSET 0`
-- keeps the planner from reading the postings of the whole country instead.
wanted AS MATERIALIZED (
    SELECT (SELECT array_agg(cover.skill::smallint) FROM cover) AS skills,
           (SELECT array_agg(kind.occupation) FROM kind WHERE kind.likely) AS occupations
),
found AS (
    SELECT asked.vacancy AS id, asked.occupation, asked.minutes, asked.share * cover.worth AS covered
    FROM (
        SELECT posting.*, reach.minutes
        FROM me
        CROSS JOIN wanted
        CROSS JOIN reach
        CROSS JOIN LATERAL (
            SELECT posting.vacancy, posting.skill, posting.share, posting.occupation
            FROM asked_skill posting
            WHERE posting.zone = reach.zone AND posting.skill = ANY (wanted.skills)
              AND posting.licences & ~me.licences = 0 AND posting.forms & me.forms <> 0
            OFFSET 0
        ) posting
        OFFSET 0
    ) asked
    JOIN cover ON cover.skill = asked.skill
    UNION ALL
    SELECT vacancy.id, vacancy.occupation, reach.minutes, 0
    FROM me
    CROSS JOIN wanted
    CROSS JOIN reach
    CROSS JOIN LATERAL (
        SELECT posting.id, posting.occupation
        FROM vacancy posting
        WHERE posting.zone = reach.zone AND posting.occupation = ANY (wanted.occupations)
          AND posting.licences & ~me.licences = 0 AND posting.forms & me.forms <> 0
        OFFSET 0
    ) vacancy
),
candidate AS MATERIALIZED (
    SELECT pool.id, pool.minutes, pool.covered
    FROM (
        SELECT found.id, min(found.occupation) AS occupation, min(found.minutes) AS minutes,
               sum(found.covered) AS covered
        FROM found
        GROUP BY found.id
    ) pool
    CROSS JOIN me
    CROSS JOIN kinds
    ORDER BY 0.14985::float8 * pool.covered + coalesce(kinds.worth[pool.occupation + 1], 0.063::real)
             - 0.2025::float8 * greatest(0, pool.minutes / me.max_minutes::float8 - 0.5::float8) DESC
    LIMIT :candidates
),
