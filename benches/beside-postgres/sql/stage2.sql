-- Stage 2: the gates, the three axes and the prior for every candidate; the best fifty with their cards.
-- Rows are fetched one by one through `LATERAL … LIMIT 1`: the planner cannot know how few the candidates are.
open AS (
    SELECT v.id, v.industry, v.starts, v.remote_days, v.support,
           CASE WHEN v.skill_weight > 0 THEN least(1, candidate.covered) ELSE 0.5 END AS coverage,
           coalesce(me.education >= v.education, true) AS educated,
           v.occupation, candidate.minutes
    FROM me
    CROSS JOIN candidate
    CROSS JOIN LATERAL (SELECT * FROM vacancy WHERE vacancy.id = candidate.id LIMIT 1) v
    WHERE v.apply_by >= DATE '2026-11-24'
      AND v.licences & ~me.licences = 0
      AND (v.authorisation IS NULL OR v.authorisation = ANY (me.authorisations))
      AND v.danish <= me.danish + v.danish_on_site::int
      AND v.demands & me.demands & ~1 = 0
      AND (v.demands & me.demands & 1 = 0 OR v.kilograms <= me.kilograms)
      AND (me.starts IS NULL OR v.starts IS NULL
           OR (v.starts >= me.starts AND v.ends <= me.ends AND v.days & ~me.days = 0))
),
scored AS (
    SELECT open.id, open.minutes, offered.form, offered.hours_min, offered.hours_max, offered.starts_on, offered.weeks,
           0.405::float8 * (0.37::float8 * open.coverage + 0.02::float8 * open.educated::int
               + 0.23::float8 * coalesce(kinds.experience[open.occupation + 1], 0)
               + 0.40::float8 * coalesce(kinds.wish[open.occupation + 1], 0)) AS resources,
           0.27::float8 * (0.75::float8 * CASE
                   WHEN t.share <= 0.5 THEN 1.0::float8
                   WHEN t.share <= 1.0 THEN 1.5::float8 - t.share
                   ELSE 0.25::float8
               END
               + 0.15::float8 * offered.hours_fit
               + 0.10::float8 * CASE WHEN open.starts IS NULL THEN 0.5::float8 ELSE 1.0::float8 END) AS mobility,
           0.225::float8 * me.willingness * (0.55::float8 * coalesce(kinds.viability[open.occupation + 1], 0)
               + 0.45::float8 * coalesce(kinds.wisdom[open.occupation + 1], 0.6)
               + 0.05::float8 * (open.industry = ANY (me.industries))::int) AS branch,
           0.10::float8 * (offered.prior + 0.02::float8 * open.support) AS prior
    FROM me
    CROSS JOIN kinds
    CROSS JOIN open
    CROSS JOIN LATERAL (
        SELECT open.minutes * (1 - open.remote_days / 5.0::float8) / me.max_minutes AS share
    ) t
    CROSS JOIN LATERAL (
        SELECT offer.form, offer.hours_min, offer.hours_max, offer.starts_on, offer.weeks,
               CASE
                   WHEN offer.hours_max < me.hours_min
                       THEN greatest(0.3::float8, offer.hours_max / nullif(me.hours_min, 0))
                   ELSE 1.0::float8
               END AS hours_fit,
               0.62::float8 * ('{1, .95, .9, .85, .85, .85, .75, .6, .55, .45, .4, .3, .1}'::float8[])[offer.form + 1]
               + 0.10::float8 * least(1, coalesce(offer.weeks, 52) / 52.0::float8)
               + 0.08::float8 * CASE WHEN offer.starts_on < DATE '2026-12-08' THEN 1.0::float8 ELSE 0.5::float8 END
               + 0.04::float8 * least(1, offer.places / 3.0::float8)
               + 0.08::float8 * offer.hire_intent::int AS prior
        FROM offer
        WHERE offer.vacancy = open.id
          AND me.forms & (1 << offer.form) <> 0
          AND offer.hours_min <= me.hours_max
        ORDER BY prior DESC
        LIMIT 1
    ) offered
),
best AS (
    SELECT scored.*, round(1000000 * (resources + mobility + branch + prior)) AS score
    FROM scored
    ORDER BY score DESC, id
    LIMIT 50
)
SELECT best.score, best.id, round(best.resources::numeric, 6), round(best.mobility::numeric, 6),
       round(best.branch::numeric, 6), round(best.prior::numeric, 6), best.minutes, best.form, best.hours_min,
       best.hours_max, best.starts_on, best.weeks, advert.external_id, advert.title, advert.employer,
       advert.postcode, advert.town, advert.positions, occupation.name
FROM best
JOIN advert ON advert.vacancy = best.id
JOIN vacancy ON vacancy.id = best.id
LEFT JOIN occupation ON occupation.id = vacancy.occupation
ORDER BY best.score DESC, best.id;
