-- Stage 1 by distance on the ground (PostGIS) and the arrays of skills; minutes only for what is left.
asked AS MATERIALIZED (
    SELECT array_agg(cover.skill) AS skills FROM cover
),
around AS MATERIALIZED (
    SELECT vacancy.id, vacancy.zone, vacancy.occupation,
           icount(vacancy.skills & asked.skills) AS shared, greatest(icount(vacancy.skills), 1) AS listed
    FROM me
    CROSS JOIN asked
    JOIN vacancy ON ST_DWithin(
        vacancy.place, me.place,
        me.max_minutes * CASE WHEN me.modes & 1 <> 0 THEN 800 WHEN me.modes & 2 <> 0 THEN 450 ELSE 215 END,
        false
    )
    WHERE vacancy.licences & ~me.licences = 0 AND vacancy.forms & me.forms <> 0
),
candidate AS MATERIALIZED (
    SELECT found.id, reach.minutes, found.shared::real / found.listed AS covered
    FROM (
        (
            SELECT around.* FROM around WHERE around.shared > 0 ORDER BY around.shared DESC LIMIT :candidates
        )
        UNION
        (
            SELECT around.*
            FROM kind
            JOIN around ON around.occupation = kind.occupation
            WHERE kind.likely
            ORDER BY kind.worth DESC
            LIMIT :candidates
        )
    ) found
    JOIN reach ON reach.zone = found.zone
),
