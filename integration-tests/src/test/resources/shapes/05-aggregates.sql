-- Grouping, aggregates, windows.
=== grouped by the column
SELECT {name}, count(*) FROM {users} GROUP BY {name} ORDER BY {name}
=== grouped by a qualified column
SELECT u.{name}, count(o.id) FROM {users} u LEFT JOIN orders o ON o.user_id = u.id GROUP BY u.{name} ORDER BY 1
=== grouped by an ordinal
SELECT {name}, sum(balance) FROM {users} GROUP BY 1 ORDER BY 1
=== grouped by an alias
SELECT lower({name}) AS key, count(*) FROM {users} GROUP BY key ORDER BY key
=== grouped by an alias that is the column's name
@shape-bound
SELECT lower({name}) AS {name}, count(*) FROM {users} GROUP BY {name} ORDER BY 2, 1
=== grouped by an expression
SELECT left({name}, 1), max({name}) FROM {users} GROUP BY left({name}, 1) ORDER BY 1
=== grouped by the primary key
SELECT u.{name}, count(o.id) FROM {users} u LEFT JOIN orders o ON o.user_id = u.id GROUP BY u.id ORDER BY u.id
=== having
SELECT {name} FROM {users} GROUP BY {name} HAVING count(*) > 1 AND min({name}) = 'Ada'
=== min max and count of the column
SELECT min({name}), max({name}), count({name}), count(DISTINCT {name}) FROM {users}
=== string_agg with order
SELECT string_agg({name}, ', ' ORDER BY {name} DESC) FROM {users}
=== array_agg with order and filter
SELECT array_agg({name} ORDER BY id) FILTER (WHERE {name} <> 'Ada') FROM {users}
=== json_object_agg
SELECT json_object_agg(email, {name} ORDER BY id) FROM {users}
=== json_build_object
SELECT json_build_object('name', {name}, 'id', id) FROM {users} ORDER BY id
=== within group
SELECT mode() WITHIN GROUP (ORDER BY {name}) FROM {users}
=== grouping sets
SELECT {name}, status, count(*) FROM {users} GROUP BY GROUPING SETS (({name}), (status), ()) ORDER BY 1 NULLS LAST, 2 NULLS LAST
=== rollup
SELECT status, {name}, count(*), grouping({name}) FROM {users} GROUP BY ROLLUP (status, {name}) ORDER BY 1 NULLS LAST, 2 NULLS LAST
=== cube
SELECT {name}, count(*) FROM {users} GROUP BY CUBE ({name}) ORDER BY 1 NULLS LAST
=== a window partitioned by the column
SELECT id, row_number() OVER (PARTITION BY {name} ORDER BY id) FROM {users} ORDER BY id
=== a window ordered by the column
SELECT id, rank() OVER (ORDER BY {name} DESC) FROM {users} ORDER BY id
=== a named window
SELECT id, lag({name}) OVER w, first_value({name}) OVER w FROM {users} WINDOW w AS (PARTITION BY status ORDER BY {name}, id) ORDER BY id
=== a window with a frame
SELECT id, count({name}) OVER (ORDER BY {name} ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM {users} ORDER BY id
=== a window over an aggregate
SELECT {name}, sum(count(*)) OVER (ORDER BY {name}) FROM {users} GROUP BY {name} ORDER BY {name}
=== the latest per group
SELECT id, {name} FROM (SELECT u.*, row_number() OVER (PARTITION BY u.{name} ORDER BY u.id DESC) AS rn FROM {users} u) d WHERE rn = 1 ORDER BY id
=== aggregates over a join grouped by two names
SELECT u.{name}, o.name, sum(o.amount) FROM {users} u JOIN orders o ON o.user_id = u.id GROUP BY u.{name}, o.name ORDER BY 1, 2
=== bool_and and every
SELECT bool_and({name} <> ''), every({name} IS NOT NULL) FROM {users}
