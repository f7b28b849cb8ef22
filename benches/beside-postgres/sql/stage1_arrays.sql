-- Stage 1 by an inverted index over the arrays of skills, and precomputed minutes.
asked AS MATERIALIZED (
    SELECT array_agg(cover.skill) AS skills FROM cover
),
candidate AS MATERIALIZED (
    (
        SELECT vacancy.id, reach.minutes,
               icount(vacancy.skills & asked.skills)::real / icount(vacancy.skills) AS covered
        FROM me
        CROSS JOIN asked
        JOIN vacancy ON vacancy.skills && asked.skills
        JOIN reach ON reach.zone = vacancy.zone
        WHERE vacancy.licences & ~me.licences = 0 AND vacancy.forms & me.forms <> 0
        ORDER BY icount(vacancy.skills & asked.skills) DESC, reach.minutes
        LIMIT :candidates
    )
    UNION
    (
        SELECT likely.id, likely.minutes,
               icount(vacancy.skills & asked.skills)::real / greatest(icount(vacancy.skills), 1)
        FROM (
            SELECT vacancy.id, reach.minutes
            FROM me
            CROSS JOIN kind
            CROSS JOIN reach
            JOIN vacancy ON vacancy.occupation = kind.occupation AND vacancy.zone = reach.zone
            WHERE kind.likely AND vacancy.licences & ~me.licences = 0 AND vacancy.forms & me.forms <> 0
            ORDER BY kind.worth - 0.002::real * reach.minutes DESC
            LIMIT :candidates
        ) likely
        CROSS JOIN asked
        CROSS JOIN LATERAL (SELECT * FROM vacancy WHERE vacancy.id = likely.id LIMIT 1) vacancy
    )
),
