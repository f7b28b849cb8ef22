-- No stage 1: every vacancy within reach. Says what the candidates of the other files lose.
overlap AS MATERIALIZED (
    SELECT asked.vacancy, sum(asked.share * cover.worth) AS covered
    FROM cover
    JOIN asked_skill asked ON asked.skill = cover.skill
    JOIN reach ON reach.zone = asked.zone
    GROUP BY asked.vacancy
),
candidate AS MATERIALIZED (
    SELECT vacancy.id, reach.minutes, coalesce(overlap.covered, 0) AS covered
    FROM reach
    JOIN vacancy ON vacancy.zone = reach.zone
    LEFT JOIN overlap ON overlap.vacancy = vacancy.id
),
