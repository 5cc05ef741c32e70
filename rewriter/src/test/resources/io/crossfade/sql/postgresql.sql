-- One statement per line; a line that starts with -- is a heading.
-- SELECT
SELECT
SELECT 1
SELECT a FROM t
SELECT a, b AS c, d e FROM t
SELECT t.a, s.t.b, db.s.t.c FROM s.t
SELECT "A b", "a""b".c, U&"d\0061t\+000061", U&"d!0061t" UESCAPE '!' FROM "T"
SELECT * FROM t
SELECT t.*, u.a FROM t, u
SELECT s.t.* FROM s.t
SELECT ALL a FROM t
SELECT DISTINCT a FROM t
SELECT DISTINCT ON (a, lower(b)) a, b FROM t ORDER BY a, lower(b)
SELECT FROM t
SELECT a name, b value, c type, d year_of, e key FROM t
SELECT a AS select, b AS from, c AS "where" FROM t
SELECT a select, b in_ FROM t
SELECT name, value, type, key, user_name, data, text, date, time, timestamp, interval, row, values FROM t
SELECT year, month, day, level, role, position, substring, coalesce, int, char FROM t
SELECT a INTO new_t FROM t
SELECT a INTO TEMPORARY TABLE s.new_t FROM t
SELECT a FROM t WHERE b = ?
SELECT a FROM t WHERE b = ? AND c = ? OR NOT d
SELECT a, count(*) FROM t GROUP BY a HAVING count(*) > 1
SELECT a FROM t GROUP BY GROUPING SETS ((a, b), (c), d, ()), ROLLUP (e, (f, g)), CUBE (h)
SELECT a FROM t GROUP BY DISTINCT ROLLUP (a), GROUPING SETS (ROLLUP (b), CUBE (c))
SELECT a FROM t GROUP BY ()
SELECT grouping(a, b), rollup, cube FROM t GROUP BY a, b
SELECT sum(a) OVER w, rank() OVER (w ORDER BY b) FROM t WINDOW w AS (PARTITION BY c), v AS (w ORDER BY d)
SELECT a FROM t ORDER BY a DESC NULLS LAST, b USING <, c ASC NULLS FIRST, 2
SELECT a FROM t LIMIT 10 OFFSET 5
SELECT a FROM t OFFSET ? LIMIT ?
SELECT a FROM t LIMIT ALL OFFSET 1 ROWS
SELECT a FROM t OFFSET 3 ROWS FETCH FIRST 5 ROWS ONLY
SELECT a FROM t FETCH NEXT ROW ONLY
SELECT a FROM t ORDER BY a FETCH FIRST (1 + 2) ROWS WITH TIES
SELECT a FROM t FETCH FIRST ? ROWS ONLY
SELECT a FROM t FOR UPDATE
SELECT a FROM t, u FOR NO KEY UPDATE OF t, u SKIP LOCKED
SELECT a FROM t FOR SHARE OF t NOWAIT FOR KEY SHARE OF u
SELECT a FROM t FOR UPDATE LIMIT 1
SELECT a FROM t FOR READ ONLY
-- Set operations and parentheses
SELECT a FROM t UNION SELECT b FROM u
SELECT a FROM t UNION ALL SELECT b FROM u UNION DISTINCT SELECT c FROM v ORDER BY 1 LIMIT 1
SELECT a FROM t EXCEPT ALL SELECT b FROM u INTERSECT SELECT c FROM v
(SELECT a FROM t ORDER BY a LIMIT 1) UNION ALL (SELECT b FROM u) ORDER BY 1
(SELECT a FROM t)
((SELECT a FROM t))
SELECT ((SELECT a FROM t)) + 1
SELECT ((SELECT a FROM t) + 1)
SELECT ((SELECT a FROM t) UNION (SELECT b FROM u))
SELECT (((SELECT a FROM t) UNION (SELECT b FROM u)) LIMIT 1)
SELECT * FROM ((SELECT a FROM t) UNION (SELECT b FROM u)) AS x
SELECT * FROM ((SELECT a FROM t) AS x JOIN u ON x.a = u.a)
SELECT * FROM (((SELECT a FROM t))) x
SELECT a FROM t WHERE (a, b) IN ((SELECT c, d FROM u), (SELECT e, f FROM v))
VALUES (1, 'a'), (?, b.c)
VALUES (1), (2) ORDER BY 1 LIMIT 1
TABLE t
TABLE ONLY s.t
TABLE t * ORDER BY a
TABLE ONLY (t) UNION TABLE u
-- FROM
SELECT a FROM ONLY t
SELECT a FROM ONLY (s.t) AS x
SELECT a FROM t *, u
SELECT a FROM t * x
SELECT a FROM t AS x (b, c)
SELECT a FROM t x (b)
SELECT a FROM t name, u AS value
SELECT a FROM t TABLESAMPLE bernoulli (10)
SELECT a FROM t AS x TABLESAMPLE system (?) REPEATABLE (1)
SELECT a FROM t JOIN u ON t.a = u.a
SELECT a FROM t INNER JOIN u USING (a, b)
SELECT a FROM t LEFT JOIN u USING (a) AS j WHERE j.a = 1
SELECT a FROM t RIGHT OUTER JOIN u ON true
SELECT a FROM t FULL JOIN u ON t.a = u.a LEFT OUTER JOIN v ON v.a = u.a
SELECT a FROM t CROSS JOIN u CROSS JOIN v
SELECT a FROM t NATURAL JOIN u NATURAL LEFT JOIN v
SELECT a FROM t JOIN u JOIN v ON u.a = v.a ON t.a = u.a
SELECT a FROM t JOIN u CROSS JOIN v ON t.a = v.a
SELECT a FROM t x LEFT JOIN (u y JOIN v z ON y.a = z.a) ON x.a = y.a
SELECT a FROM (t JOIN u ON t.a = u.a) AS j
SELECT a FROM (t CROSS JOIN u) j (b, c)
SELECT a FROM {oj t LEFT OUTER JOIN u ON t.a = u.a}
SELECT a FROM {oj t x LEFT OUTER JOIN (u y LEFT JOIN v ON v.a = y.a) ON x.a = y.a} WHERE x.b = 1
SELECT a FROM (SELECT b FROM u) AS x
SELECT a FROM (SELECT b FROM u) x (c)
SELECT a FROM (SELECT b FROM u)
SELECT a FROM (VALUES (1, 2), (3, 4)) AS x (a, b)
SELECT a FROM (TABLE u) x
SELECT a FROM (WITH c AS (SELECT 1) SELECT * FROM c) x
SELECT a FROM t, LATERAL (SELECT b FROM u WHERE u.c = t.c) x
SELECT a FROM t LEFT JOIN LATERAL (SELECT b FROM u WHERE u.c = t.c) x ON true
SELECT a FROM t, LATERAL f(t.b) AS x
SELECT a FROM f(1)
SELECT a FROM s.f(t.b, ?) AS x (a, b)
SELECT a FROM generate_series(1, 10) WITH ORDINALITY AS x (a, n)
SELECT a FROM f(1) AS x (a int, b text COLLATE "C")
SELECT a FROM f(1) AS (a int, b numeric(10, 2)[])
SELECT a FROM f(1) x (a int)
SELECT a FROM ROWS FROM (f(1), g(2) AS (a int, b text)) WITH ORDINALITY AS x
SELECT a FROM LATERAL ROWS FROM (f(1)) x
SELECT a FROM rows, only_one
SELECT a FROM unnest(?, ARRAY['a', 'b']) AS x (a, b)
SELECT a FROM current_date AS d, CURRENT_TIMESTAMP(3)
SELECT a FROM CAST(? AS int) x, coalesce(1, 2) y
SELECT a FROM t, unnest(t.b) WITH ORDINALITY
SELECT a FROM information_schema.tables
SELECT a FROM "S"."T" AS "X"
-- WITH
WITH c AS (SELECT a FROM t) SELECT * FROM c
WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 10) SELECT n FROM c
WITH c AS MATERIALIZED (SELECT 1), d AS NOT MATERIALIZED (SELECT 2) SELECT * FROM c, d
WITH d AS (DELETE FROM t WHERE a = 1 RETURNING *) INSERT INTO u SELECT * FROM d
WITH u AS (UPDATE t SET a = 1 RETURNING b) SELECT * FROM u
WITH i AS (INSERT INTO t (a) VALUES (1) RETURNING b) UPDATE u SET c = i.b FROM i
WITH m AS (MERGE INTO t USING u ON t.a = u.a WHEN MATCHED THEN DELETE RETURNING t.a) SELECT * FROM m
WITH RECURSIVE c (a, b) AS (SELECT a, b FROM t UNION ALL SELECT t.a, t.b FROM t JOIN c ON t.b = c.a) SEARCH DEPTH FIRST BY a, b SET o SELECT * FROM c ORDER BY o
WITH RECURSIVE c (a) AS (SELECT a FROM t UNION ALL SELECT a FROM c) SEARCH BREADTH FIRST BY a SET o CYCLE a SET is_cycle TO 'Y' DEFAULT 'N' USING path SELECT * FROM c
WITH RECURSIVE c (a) AS (SELECT 1 UNION SELECT a FROM c) CYCLE a SET is_cycle USING path SELECT * FROM c
WITH c AS (SELECT 1) (SELECT * FROM c)
WITH c AS (WITH d AS (SELECT 1) SELECT * FROM d) SELECT * FROM c
WITH recursive AS (SELECT 1) SELECT * FROM recursive
WITH c AS (SELECT 1) DELETE FROM t USING c WHERE t.a = c.a
WITH c AS (VALUES (1)) MERGE INTO t USING c ON true WHEN NOT MATCHED THEN DO NOTHING
-- INSERT
INSERT INTO t VALUES (1, 'a')
INSERT INTO t (a, b) VALUES (?, ?), (DEFAULT, NULL)
INSERT INTO s.t AS x (a) VALUES (1)
INSERT INTO t DEFAULT VALUES
INSERT INTO t (a, b[1], c.d, e[2].f) VALUES (1, 2, 3, 4)
INSERT INTO t (a) OVERRIDING SYSTEM VALUE VALUES (1)
INSERT INTO t OVERRIDING USER VALUE SELECT * FROM u
INSERT INTO t (a) SELECT b FROM u
INSERT INTO t (SELECT b FROM u)
INSERT INTO t (a) (SELECT b FROM u) RETURNING a
INSERT INTO t TABLE u
INSERT INTO t WITH c AS (SELECT 1) SELECT * FROM c
INSERT INTO t (a) VALUES (1) ON CONFLICT DO NOTHING
INSERT INTO t (a) VALUES (1) ON CONFLICT (a) DO NOTHING
INSERT INTO t (a) SELECT b FROM u JOIN v ON u.c = v.c ON CONFLICT (a) DO NOTHING
INSERT INTO t (a) VALUES (1) ON CONFLICT (a, lower(b), (c || d)) WHERE e > 0 DO UPDATE SET a = excluded.a, f = t.f + 1 WHERE t.g IS NULL
INSERT INTO t (a) VALUES (1) ON CONFLICT (a COLLATE "C" text_pattern_ops, b int4_ops ASC NULLS FIRST) DO UPDATE SET (a, b) = (excluded.a, excluded.b)
INSERT INTO t (a) VALUES (1) ON CONFLICT ON CONSTRAINT t_pkey DO UPDATE SET a = DEFAULT
INSERT INTO t (a) VALUES (1) ON CONFLICT (a) DO UPDATE SET (a, b) = (SELECT c, d FROM u WHERE u.a = excluded.a)
INSERT INTO t (a) VALUES (1) RETURNING *
INSERT INTO t (a) VALUES (1) RETURNING a, b AS c, old.a, new.*
INSERT INTO t (a) VALUES (1) RETURNING WITH (OLD AS o, NEW AS n) o.a, n.a
INSERT INTO t (name, value, type, key) VALUES (?, ?, ?, ?)
INSERT INTO "T" ("A b", "c") VALUES ('x', 'y')
INSERT INTO t (a) VALUES ((SELECT max(b) FROM u)), (nextval('s'))
-- UPDATE
UPDATE t SET a = 1
UPDATE t SET a = ?, b = b + 1, c = DEFAULT WHERE d = ?
UPDATE ONLY t AS x SET a = 1
UPDATE ONLY (s.t) x SET a = 1
UPDATE t * SET a = 1
UPDATE t x SET a = x.b WHERE x.c
UPDATE t SET set = set.set
UPDATE t SET a[1] = 2, b.c = 3, d[1:2] = ARRAY[1, 2], e[1].f = 4
UPDATE t SET (a, b) = (1, 2), (c) = ROW (3), (d, e) = (SELECT f, g FROM u), (h) = (4)
UPDATE t SET a = u.b FROM u WHERE t.c = u.c
UPDATE t SET a = x.b FROM u AS x LEFT JOIN v ON x.a = v.a, w WHERE t.c = x.c RETURNING t.a, w.*
UPDATE t SET a = 1 WHERE CURRENT OF cur
UPDATE t SET a = 1 WHERE current > 2
UPDATE t SET a = 1 RETURNING old.a AS before, new.a AS after
UPDATE t SET a = 1 RETURNING WITH (NEW AS n) n.a
UPDATE t SET a = (SELECT b FROM u WHERE u.c = t.c) WHERE EXISTS (SELECT 1 FROM u WHERE u.c = t.c)
-- DELETE
DELETE FROM t
DELETE FROM ONLY t AS x WHERE x.a = 1
DELETE FROM t x USING u, v AS y WHERE x.a = u.a AND u.b = y.b
DELETE FROM t USING u JOIN v USING (a) WHERE t.a = u.a RETURNING t.*
DELETE FROM t WHERE CURRENT OF cur
DELETE FROM t WHERE a IN (SELECT a FROM t ORDER BY b LIMIT 10 FOR UPDATE SKIP LOCKED)
-- MERGE
MERGE INTO t USING u ON t.a = u.a WHEN MATCHED THEN UPDATE SET b = u.b WHEN NOT MATCHED THEN INSERT (a, b) VALUES (u.a, u.b)
MERGE INTO ONLY t AS x USING (SELECT a, b FROM u) AS y ON x.a = y.a WHEN MATCHED AND y.b IS NULL THEN DELETE WHEN MATCHED THEN DO NOTHING
MERGE INTO t x USING (VALUES (1, 2)) y (a, b) ON x.a = y.a WHEN NOT MATCHED BY SOURCE THEN UPDATE SET (b, c) = (1, DEFAULT) WHEN NOT MATCHED BY TARGET AND y.b > 0 THEN INSERT DEFAULT VALUES
MERGE INTO t USING u JOIN v ON u.a = v.a ON t.a = u.a WHEN NOT MATCHED THEN INSERT VALUES (1, DEFAULT)
MERGE INTO t USING u ON t.a = u.a WHEN NOT MATCHED THEN INSERT (a) OVERRIDING USER VALUE VALUES (1) RETURNING merge_action(), t.*
MERGE INTO t USING u ON t.a = u.a WHEN MATCHED THEN UPDATE SET b = DEFAULT RETURNING WITH (OLD AS o, NEW AS n) o.b, n.b
-- EXPLAIN and cursors
EXPLAIN SELECT a FROM t
EXPLAIN ANALYZE VERBOSE UPDATE t SET a = 1
EXPLAIN (ANALYZE, BUFFERS off, FORMAT json) DELETE FROM t
EXPLAIN (SELECT a FROM t)
EXPLAIN VERBOSE INSERT INTO t VALUES (1)
DECLARE c CURSOR FOR SELECT a FROM t
DECLARE c BINARY INSENSITIVE NO SCROLL CURSOR WITH HOLD FOR WITH x AS (SELECT 1) SELECT * FROM x FOR UPDATE
-- Operators
SELECT a + b - c * d / e % f ^ g FROM t
SELECT -a, +b, - - c, -1, a - -1, @ -5, |/ 25.0, ||/ 27, ~a, NOT a, !! a FROM t
SELECT a || b || 'c' || d FROM t
SELECT a = b, a <> b, a != b, a < b, a <= b, a > b, a >= b FROM t
SELECT a ~ 'x', a !~* 'x', a ~~ 'x', a @> b, a <@ b, a && b, a -|- b, a <-> b, a << b, a #- b, a ^@ b FROM t
SELECT a -> 'b', a ->> 'b', a #> '{b}', a #>> '{b,c}', a -> 0 ->> 'x' FROM t
SELECT a FROM t WHERE a ?? 'b' AND a ??| ARRAY['b'] AND a ??& ARRAY['c'] AND a @?? '$.b' AND a @@ '$.c > 1'
SELECT a OPERATOR(pg_catalog.+) b, a OPERATOR(+) b, OPERATOR(pg_catalog.-) c FROM t
SELECT a+b,a-b,a*-b,a||b,a<-b,a>-1,a=-1,a@-b FROM t
SELECT a FROM t WHERE a=? AND b=?
SELECT a FROM t WHERE a IS NULL AND b IS NOT NULL AND c ISNULL AND d NOTNULL
SELECT a FROM t WHERE a IS TRUE OR b IS NOT FALSE OR c IS UNKNOWN
SELECT a FROM t WHERE a IS DISTINCT FROM b AND c IS NOT DISTINCT FROM d + 1
SELECT a FROM t WHERE a IS JSON AND b IS NOT JSON OBJECT AND c IS JSON ARRAY WITH UNIQUE KEYS AND d IS JSON SCALAR WITHOUT UNIQUE
SELECT a FROM t WHERE a IS NORMALIZED AND b IS NOT NFKC NORMALIZED AND c IS DOCUMENT
SELECT a FROM t WHERE a BETWEEN 1 AND 2 AND b NOT BETWEEN SYMMETRIC c AND d + 1 OR e
SELECT a FROM t WHERE a IN (1, 2, ?) AND b NOT IN (SELECT c FROM u) AND (d, e) IN ((1, 2), (3, 4))
SELECT a FROM t WHERE a LIKE 'x%' AND b NOT ILIKE ? ESCAPE '!' AND c SIMILAR TO 'y' AND d NOT SIMILAR TO 'z' ESCAPE ''
SELECT a FROM t WHERE a LIKE ? {escape '\'}
SELECT a FROM t WHERE a LIKE ANY (ARRAY['x', 'y']) AND b ILIKE ALL (SELECT c FROM u)
SELECT a FROM t WHERE a = ANY (?) AND b = ANY (ARRAY[1, 2]) AND c <> ALL ((SELECT d FROM u)) AND e = SOME (VALUES (1))
SELECT a FROM t WHERE (a, b) OVERLAPS (c, d) AND (a, b) < (c, d) AND ROW (a, b) = ROW (c, d)
SELECT a AT TIME ZONE 'UTC', a AT TIME ZONE 'UTC' AT TIME ZONE b, a AT LOCAL, at FROM t
SELECT a COLLATE "C" < b COLLATE pg_catalog."en_US" FROM t ORDER BY a COLLATE "C" DESC
SELECT a::int, a::numeric(10, 2)[], a::timestamp with time zone, a::varchar(3)::text, -a::int, a::s.mytype, a::double precision, a::int ARRAY[3] FROM t
SELECT a::time(3) without time zone, a::interval day to second(3), a::bit varying(3), a::national character varying(3), a::"char" FROM t
SELECT a[1], a[1:2], a[:2], a[1:], a[:], a[b + 1][c], t.a[1].b FROM t
SELECT (a).b, (a).b.c, (a).*, (t.a).b[1], (SELECT u FROM u).c, (f(x)).y FROM t
SELECT a FROM t WHERE NOT a = b AND NOT (c OR d)
SELECT a FROM t WHERE a = NOT b AND c
SELECT a FROM t WHERE a = 1 IS TRUE
SELECT a NOT LIKE b, a IN (1) FROM t
-- Constants
SELECT 1, 1.5, .5, 1., 1e10, 1.5e-3, 1_000_000, 0xFF, 0o17, 0b101, 'a', 'it''s', ''
SELECT E'a\'b\\', e'\n', U&'\0061', U&'!0061' UESCAPE '!', B'101', x'1F', N'a', $$a'b$$, $q$a $$ b$q$
SELECT NULL, TRUE, FALSE, ?, ?::int
SELECT date '2026-01-01', time '10:00', timestamp '2026-01-01', timestamp with time zone '2026-01-01', timestamp(3) without time zone '2026-01-01'
SELECT interval '1' day, interval '1-2' year to month, interval(3) '1', interval '1 day', interval '1' second(3), interval AS x
SELECT json '{}', jsonb '{}', int '1', s.mytype 'x', "MyType" 'x', numeric(10, 2) '1', varchar(3) 'abc', double precision '1', character varying 'x', point '(1,2)'
SELECT {ts '2026-01-01 10:00:00'}, {d '2026-01-01'}, {t '10:00:00'}
SELECT 'a😀b', "ä", ü FROM t
-- Functions
SELECT f(), f(a), s.f(a, b), "F"(a), left(a, 1), right(a, 1), coalesce(a, b), nullif(a, b), greatest(a, b), least(a, b) FROM t
SELECT count(*), count(DISTINCT a), sum(ALL a), array_agg(a ORDER BY b DESC, c), string_agg(DISTINCT a, ',' ORDER BY a) FROM t
SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY a), sum(a) FILTER (WHERE b > 1), mode() WITHIN GROUP (ORDER BY c) FILTER (WHERE d) FROM t
SELECT row_number() OVER (), sum(a) OVER (PARTITION BY b, c ORDER BY d ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW), lag(a) OVER w FROM t WINDOW w AS ()
SELECT sum(a) OVER (ORDER BY b RANGE BETWEEN interval '1 day' PRECEDING AND ? FOLLOWING EXCLUDE TIES), sum(a) FILTER (WHERE b) OVER (GROUPS 2 PRECEDING EXCLUDE CURRENT ROW), sum(a) OVER (ROWS UNBOUNDED PRECEDING EXCLUDE NO OTHERS) FROM t
SELECT f(a => 1, b := 2), f(1, VARIADIC ARRAY[1, 2]), f(VARIADIC a => b), f(t.*), row_to_json(t) FROM t
SELECT extract(year FROM a), extract('epoch' FROM b), extract(timezone_hour FROM c + d) FROM t
SELECT position('a' IN b), substring(a FROM 1 FOR 2), substring(a FOR 2), substring(a FROM 'x'), substring(a, 1, 2), substring(a SIMILAR 'x' ESCAPE '#') FROM t
SELECT overlay(a PLACING b FROM 1 FOR 2), overlay(a, b, 1), trim(a), trim(BOTH 'x' FROM a), trim(LEADING FROM a), trim(TRAILING a), trim(FROM a), trim(a, 'x') FROM t
SELECT normalize(a), normalize(a, NFKC), collation for (a), cast(a AS int), cast(? AS varchar(10)), treat(a AS b) FROM t
SELECT current_date, current_time(2), current_timestamp, localtime, localtimestamp(0), current_user, session_user, user, current_role, current_catalog, current_schema, current_schema(), system_user
SELECT {fn concat(a, b)}, {fn timestampadd(SQL_TSI_DAY, 1, a)}, {fn now()}, {fn ucase({fn lcase(a)})}, {fn user()} FROM t
SELECT exists (SELECT 1), array(SELECT a FROM t ORDER BY b), array[1, 2], array[[1, 2], [3, 4]], array[]::int[]
SELECT row(), row(1), row(a, t.*), (1, 2), (a)
SELECT CASE WHEN a THEN 1 WHEN b THEN 2 ELSE 3 END, CASE a WHEN 1 THEN 'x' END, CASE WHEN a THEN CASE b WHEN 1 THEN 2 END END FROM t
SELECT (SELECT max(a) FROM t), (SELECT 1) + (SELECT 2)
SELECT first_value(a) OVER (ORDER BY b), pg_catalog.now(), f(DISTINCT a) FROM t
-- JSON and XML
SELECT json_object('a' : b, 'c' : 1 NULL ON NULL WITH UNIQUE KEYS RETURNING jsonb), json_object('a' VALUE b FORMAT JSON), json_object(), json_object('{a,b}'), json_object(RETURNING json) FROM t
SELECT json_array(a, b ABSENT ON NULL), json_array(SELECT a FROM t ORDER BY 1), json_array(RETURNING jsonb), json_array() FROM t
SELECT json_objectagg(a : b ABSENT ON NULL), json_arrayagg(a ORDER BY b NULL ON NULL RETURNING text) FILTER (WHERE c) FROM t
SELECT json_value(a, '$.b' PASSING c AS x, d AS y RETURNING int DEFAULT 1 ON EMPTY ERROR ON ERROR), json_exists(a, '$.b' FALSE ON ERROR) FROM t
SELECT json_query(a, '$' RETURNING text WITH CONDITIONAL ARRAY WRAPPER OMIT QUOTES ON SCALAR STRING EMPTY ARRAY ON EMPTY), json_query(a, '$' WITHOUT WRAPPER KEEP QUOTES) FROM t
SELECT json(a), json(a WITH UNIQUE KEYS), json_scalar(b), json_serialize(c RETURNING bytea FORMAT JSON ENCODING UTF8) FROM t
SELECT x.a FROM t, JSON_TABLE(t.j, '$[*]' AS root PASSING t.b AS p COLUMNS (n FOR ORDINALITY, a int PATH '$.a' DEFAULT 0 ON EMPTY, b bool EXISTS PATH '$.b', c jsonb FORMAT JSON WITH WRAPPER, NESTED PATH '$.d' AS d COLUMNS (e text))) AS x
SELECT x.a FROM json_table(?, '$' COLUMNS (a int) ERROR ON ERROR) x
SELECT xmlelement(name foo, xmlattributes(a AS b, c), d, 'e'), xmlforest(a, b AS c), xmlconcat(a, b), xmlpi(name php, 'x') FROM t
SELECT xmlparse(DOCUMENT a PRESERVE WHITESPACE), xmlroot(a, VERSION '1.0', STANDALONE YES), xmlroot(a, VERSION NO VALUE), xmlserialize(CONTENT a AS text NO INDENT), xmlexists('//a' PASSING BY VALUE b), xmlagg(a ORDER BY b) FROM t
SELECT x.* FROM t, XMLTABLE(XMLNAMESPACES('http://x' AS x, DEFAULT 'http://y'), '//row' PASSING t.data COLUMNS id int PATH '@id' NOT NULL, n FOR ORDINALITY, name text PATH 'name' DEFAULT 'none') AS x
-- Words as names
SELECT name, type FROM user_data data JOIN level ON level.key = data.key WHERE data.value = ? AND level.role <> 'x'
SELECT count, sum, max, min, filter, over, partition, range, rows, groups, window_ FROM t
SELECT a FROM t first, t last WHERE first.next = last.next AND no.matched IS NULL
SELECT begin, commit, temp, if, replace, cascade, restrict, exclude, share, nowait, locked, skip, ties FROM t
SELECT path, format, json, xmltable, json_table, passing, absent, empty, error, nested, plan, keep, omit FROM t
UPDATE set SET set = 1
INSERT INTO values VALUES (values)
SELECT insert, update, delete, merge, explain, declare, cursor, conflict, nothing, matched, source, target FROM t
SELECT t.select, t.from, t.order FROM t
SELECT a FROM t materialized, t recursive, t ordinality
SELECT operator, escape, uescape, at, zone, local, similar_ FROM t
SELECT year FROM t WHERE month = 1 AND day IN (1, 2) ORDER BY hour, minute, second
SELECT current, of, old, new, sets, grouping FROM t
SELECT timestamp, time, date, interval FROM t WHERE timestamp > ? AND interval IS NULL
-- As tools write them
select u1_0.id,u1_0.name from users u1_0 where u1_0.id=? and u1_0.active offset ? rows fetch first ? rows only
select "u"."id", "u"."name" from "public"."users" as "u" where ("u"."id" = ? or "u"."name" like ?) order by "u"."id" asc limit ?
insert into "users" ("id", "name") values (?, ?) on conflict ("id") do update set "name" = excluded."name" returning "id"
update users set name=?,version=? where id=? and version=?
delete from users where id in (?,?,?)
select nextval('users_id_seq')
select count(*) filter (where a > 1) as n, to_char(created_at, 'YYYY-MM') as m from orders group by 2 order by 2
select t.id, (t.payload ->> 'a')::int as a from events t where t.payload @> ?::jsonb and t.created_at > now() - interval '1 day' * ?
with ranked as (select id, row_number() over (partition by a order by b desc) rn from t) delete from t using ranked r where t.id = r.id and r.rn > 1
select 1 from t for update skip locked
select exists(select 1 from t where a = ?)
select * from t where a = any(?::bigint[]) and b ilike '%' || ? || '%'
select case when a is null then 'none' else a end as label, coalesce(sum(b), 0)::numeric(10,2) from t group by 1
-- Statements within others
CREATE TABLE t AS SELECT a FROM u
CREATE TEMP TABLE IF NOT EXISTS s.t (a, b) USING heap WITH (fillfactor = 70) ON COMMIT DROP TABLESPACE x AS SELECT c, d FROM u WITH NO DATA
CREATE OR REPLACE VIEW v (a) WITH (security_barrier) AS SELECT b FROM t WITH LOCAL CHECK OPTION
CREATE RECURSIVE VIEW v (n) AS VALUES (1)
CREATE MATERIALIZED VIEW v AS SELECT a FROM t WITH DATA
PREPARE p (int, text) AS UPDATE t SET a = $1 WHERE b = $2
PREPARE q AS SELECT a FROM t
COPY (SELECT a FROM t) TO STDOUT WITH (FORMAT csv, HEADER)
COPY (DELETE FROM t RETURNING a) TO '/tmp/a' CSV DELIMITER ','
EXPLAIN CREATE TABLE t AS SELECT a FROM u
SELECT xmlelement(name name, name) FROM t
