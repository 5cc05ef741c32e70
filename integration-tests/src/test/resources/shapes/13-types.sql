-- Columns of other types: integer, jsonb, timestamptz, varchar with a length.
=== arithmetic on an integer
SELECT id, {n} + 1, {n} * 2.5, -{n}, {n} % 2 FROM facts ORDER BY id
=== an integer compared with parameters
@param int 1
@param long 4
SELECT id FROM facts WHERE {n} > ? AND {n} <= ? ORDER BY id
=== an integer as object
@param object-int 2
SELECT id, {n} FROM facts WHERE {n} = ?
=== sums and averages
SELECT sum({n}), avg({n}), min({n}), count({n}) FROM facts
=== order by an integer with nulls
SELECT id, {n} FROM facts ORDER BY {n} DESC NULLS FIRST
=== json operators
SELECT id, {doc} -> 'a', {doc} ->> 'a', {doc} #> '{b,c}', {doc} #>> '{b,c}' FROM facts ORDER BY id
=== json containment
SELECT id FROM facts WHERE {doc} @> '{"a": 1}' OR '{"a": 2}' <@ {doc} ORDER BY id
=== json containment with a parameter
@param object-other {"a": 2}
SELECT id FROM facts WHERE {doc} @> ? ORDER BY id
=== json path
SELECT id, jsonb_path_query_first({doc}, '$.a'), {doc} @? '$.b' FROM facts ORDER BY id
=== json elements in from
SELECT f.id, e.key, e.value FROM facts f, jsonb_each(CASE jsonb_typeof(f.{doc}) WHEN 'object' THEN f.{doc} ELSE '{}' END) e ORDER BY f.id, e.key
=== json concatenation and removal
UPDATE facts SET {doc} = ({doc} || '{"z": 26}') - 'a' WHERE jsonb_typeof({doc}) = 'object'
=== json set
@param object-other 7
UPDATE facts SET {doc} = jsonb_set({doc}, '{a}', ?) WHERE id = 1
=== json delete path
UPDATE facts SET {doc} = {doc} #- '{b,c}' WHERE id = 2
=== json subscripts
SELECT id, {doc}['a'], ({doc})['b']['c'] FROM facts ORDER BY id
=== a json subscript as target of an update
@refused DUAL_WRITE,BACKFILL_HALF_WAY,VERIFY,SWITCH_READS_BEFORE_THE_JOB,SWITCH_READS_AT_HALF,SWITCH_READS_AT_ALL a part of a column can't be given to the other from one evaluation
UPDATE facts SET {doc}['a'] = '99' WHERE id = 1
=== timestamps compared
@param object-time 2026-03-02T00:00:00Z
SELECT id FROM facts WHERE {seen} >= ? ORDER BY id
=== timestamps and intervals
SELECT id, {seen} + interval '1 hour', date_trunc('day', {seen} AT TIME ZONE 'UTC'), extract(epoch FROM {seen}) FROM facts ORDER BY id
=== timestamps between
SELECT id FROM facts WHERE {seen} BETWEEN '2026-03-01' AND '2026-03-03' ORDER BY id
=== timestamps overlap
SELECT id FROM facts WHERE ({seen}, interval '1 day') OVERLAPS ('2026-03-02'::timestamptz, '2026-03-03'::timestamptz) ORDER BY id
=== all three grouped
SELECT {n}, {seen}, count({doc}) FROM facts GROUP BY {n}, {seen} ORDER BY 1, 2
=== three inserted as text
INSERT INTO facts ({n}, {doc}, {seen}) VALUES ('12', '{"t": "ext"}', '2026-04-04 00:00:00+02') RETURNING {n}, {doc}, {seen}
=== three from a select
INSERT INTO facts ({n}, {doc}, {seen}, note) SELECT {n} + 100, {doc}, {seen}, 'copy' FROM facts WHERE {n} IS NOT NULL
=== nulls of three types
@param null-int
@param null
@param null
INSERT INTO facts ({n}, {doc}, {seen}) VALUES (?, ?, ?)
=== a number that doesn't fit
@fails
INSERT INTO facts ({n}) VALUES (3000000000)
=== a text that isn't a number
@fails
INSERT INTO facts ({n}) VALUES ('abc')
=== a decimal is rounded into an integer
INSERT INTO facts ({n}) VALUES (2.5), (3.5), (-0.5) RETURNING {n}
=== a parameter in an integer's expression
@param int 5
UPDATE facts SET {n} = {n} + ? WHERE {n} IS NOT NULL
=== a parameter that coalesces
@param null-int
UPDATE facts SET {n} = coalesce(?, {n}, 0)
=== a varchar compared with a char
SELECT id FROM accounts WHERE {login} = kind::varchar OR {login} = 'ada' ORDER BY id
=== a varchar's nulls
SELECT id, {login} IS NULL, coalesce({login}, kind) FROM accounts ORDER BY id
=== a union of types
SELECT {n}::text AS v FROM facts UNION ALL SELECT {login} FROM accounts UNION ALL SELECT {label} FROM tags ORDER BY v NULLS FIRST
=== metadata of three types
@prepared
SELECT {n}, {doc}, {seen}, {login}, {label} FROM facts, accounts, tags WHERE facts.id = 1 AND accounts.id = 1 AND tags.id = 1
