-- Subqueries, common table expressions, set operations.
=== a scalar subquery
SELECT o.id, (SELECT u.{name} FROM {users} u WHERE u.id = o.user_id) FROM orders o ORDER BY o.id
=== a scalar subquery under an alias
SELECT o.id, (SELECT {name} FROM {users} WHERE id = o.user_id) AS who FROM orders o ORDER BY who, o.id
=== a correlated subquery that means the outer column
SELECT u.{name}, (SELECT count(*) FROM orders o WHERE o.name = u.{name}) FROM {users} u ORDER BY u.id
=== an unqualified name in a subquery means the inner table
SELECT id FROM {users} WHERE id IN (SELECT user_id FROM orders WHERE name = 'Ada') ORDER BY id
=== an unqualified name in a subquery means the outer table
SELECT id FROM {users} u WHERE EXISTS (SELECT 1 FROM accounts WHERE user_id = u.id AND {login} = lower({name})) ORDER BY id
=== in a subquery of the column
SELECT id FROM teams WHERE name IN (SELECT {name} FROM {users}) ORDER BY id
=== the column in a subquery of another table
SELECT id FROM {users} WHERE {name} IN (SELECT name FROM orders) ORDER BY id
=== not in
SELECT id FROM {users} WHERE {name} NOT IN (SELECT name FROM teams) ORDER BY id
=== exists
SELECT id FROM teams t WHERE EXISTS (SELECT 1 FROM {users} WHERE {name} = t.name) ORDER BY id
=== not exists
SELECT u.id FROM {users} u WHERE NOT EXISTS (SELECT FROM teams t WHERE t.name = u.{name}) ORDER BY u.id
=== any and all of a subquery
SELECT id FROM {users} WHERE {name} = ANY (SELECT name FROM teams) OR {name} >= ALL (SELECT name FROM teams) ORDER BY id
=== an array of a subquery
SELECT ARRAY(SELECT {name} FROM {users} ORDER BY id)
=== a subquery in order by
SELECT id FROM orders o ORDER BY (SELECT {name} FROM {users} WHERE id = o.user_id), id
=== a subquery in limit
SELECT {name} FROM {users} ORDER BY id LIMIT (SELECT count(*) / 2 FROM {users} WHERE {name} <> 'x')
=== a parameter on both sides of a subquery
@param int 1
@param text Ada
@param int 3
SELECT id FROM {users} WHERE id > ? AND {name} IN (SELECT {name} FROM {users} WHERE {name} <> ? AND id < ?) ORDER BY id
=== a derived table
SELECT d.{name} FROM (SELECT id, {name} FROM {users} WHERE id < 3) d ORDER BY d.id
=== a derived table that gives the name away
SELECT d.n FROM (SELECT id, {name} AS n FROM {users}) d WHERE d.n = 'Ada' ORDER BY d.id
=== a derived table whose column is called the same but isn't
SELECT {name} FROM (SELECT id, email AS {name} FROM {users}) d ORDER BY id
=== a derived table of a derived table
SELECT x.{name} FROM (SELECT y.{name}, y.id FROM (SELECT {name}, id FROM {users}) y) x ORDER BY x.id
=== a derived table with a function's label
SELECT d.upper FROM (SELECT upper({name}), id FROM {users}) d ORDER BY d.id
=== a derived table with a cast's label
SELECT d.{name} FROM (SELECT {name}::varchar(2), id FROM {users}) d ORDER BY d.id
=== a derived table grouped
SELECT d.{name}, d.n FROM (SELECT {name}, count(*) AS n FROM {users} GROUP BY {name}) d WHERE d.n > 1
=== a common table expression
WITH active AS (SELECT id, {name} FROM {users} WHERE status = 'active') SELECT {name} FROM active ORDER BY id
=== a common table expression with column names
WITH a (k, v) AS (SELECT id, {name} FROM {users}) SELECT v FROM a ORDER BY k
=== a common table expression whose column takes the name from elsewhere
WITH a (id, {name}) AS (SELECT id, email FROM {users}) SELECT {name} FROM a ORDER BY id
=== a common table expression with the table's name
@users-only
WITH users AS (SELECT 1 AS id, 'cte' AS name) SELECT name FROM users
=== a common table expression with the table's name over the table
@users-only
@shape-bound
WITH users AS (SELECT id, upper({name}) AS {name} FROM users WHERE id < 3) SELECT {name} FROM users ORDER BY id
=== two common table expressions
WITH a AS (SELECT id, {name} FROM {users}), b AS (SELECT id, {name} FROM a WHERE {name} <> 'Ada') SELECT a.{name}, b.{name} FROM a LEFT JOIN b USING (id) ORDER BY a.id
=== a materialized common table expression
WITH a AS MATERIALIZED (SELECT {name} AS n FROM {users}) SELECT n FROM a ORDER BY n
=== a recursive common table expression
WITH RECURSIVE chain AS (SELECT id, {name}, manager_id, 1 AS depth FROM {users} WHERE manager_id IS NULL UNION ALL SELECT u.id, u.{name}, u.manager_id, c.depth + 1 FROM {users} u JOIN chain c ON u.manager_id = c.id) SELECT {name}, depth FROM chain ORDER BY depth, id
=== a recursive one that builds a path
WITH RECURSIVE t (id, path) AS (SELECT id, {name}::text FROM {users} WHERE id = 1 UNION ALL SELECT u.id, t.path || '/' || u.{name} FROM {users} u JOIN t ON u.manager_id = t.id) SELECT path FROM t ORDER BY path
=== a common table expression in a subquery
SELECT id FROM {users} WHERE id IN (WITH x AS (SELECT id FROM {users} WHERE {name} = 'Ada') SELECT id FROM x) ORDER BY id
=== a union of two tables' names
SELECT {name} FROM {users} UNION SELECT name FROM teams ORDER BY 1
=== a union ordered by its label
SELECT {name} AS label_of_both FROM {users} UNION ALL SELECT name FROM orders ORDER BY label_of_both
=== a union whose first branch names the column
SELECT {name}, id FROM {users} UNION ALL SELECT name, id FROM teams ORDER BY {name}, id
=== a union whose second branch has the column
SELECT name, id FROM teams UNION ALL SELECT {name}, id FROM {users} ORDER BY name, id
=== intersect
SELECT {name} FROM {users} INTERSECT SELECT name FROM teams ORDER BY 1
=== except all
SELECT {name} FROM {users} EXCEPT ALL SELECT name FROM teams ORDER BY 1
=== set operations in parentheses
(SELECT {name} FROM {users} ORDER BY {name} DESC LIMIT 2) UNION ALL (SELECT name FROM teams ORDER BY id LIMIT 1) ORDER BY 1
=== a union in a derived table
SELECT d.n FROM (SELECT {name} AS n FROM {users} UNION SELECT name FROM orders) d WHERE d.n LIKE '%a%' ORDER BY d.n
=== a union in a derived table that passes the label on
SELECT d.{name} FROM (SELECT {name} FROM {users} UNION SELECT name FROM orders) d ORDER BY d.{name}
=== a values list beside it
SELECT {name} FROM {users} UNION VALUES ('Zoe') ORDER BY 1
=== deep correlation over two levels
SELECT u.id FROM {users} u WHERE EXISTS (SELECT 1 FROM orders o WHERE o.user_id = u.id AND EXISTS (SELECT 1 FROM teams t WHERE t.name = u.{name} AND o.name <> t.name)) ORDER BY u.id
=== an exists over another migrating table
SELECT u.{name} FROM {users} u WHERE EXISTS (SELECT 1 FROM accounts a WHERE a.user_id = u.id AND a.{login} = lower(u.{name})) ORDER BY u.id
