-- Joins, scopes, columns of the same name elsewhere.
=== a join with a column of the same name in the other table
SELECT u.{name}, o.name FROM {users} u JOIN orders o ON o.user_id = u.id ORDER BY o.id
=== a join on the column
SELECT u.id, t.id FROM {users} u JOIN teams t ON t.name = u.{name} ORDER BY u.id, t.id
=== a left join that finds nothing
SELECT u.{name}, o.amount FROM {users} u LEFT JOIN orders o ON o.user_id = u.id AND o.name = u.{name} ORDER BY u.id, o.id
=== a right join
SELECT u.{name}, o.id FROM {users} u RIGHT JOIN orders o ON o.user_id = u.id AND u.status = 'active' ORDER BY o.id
=== a full join on the column
SELECT u.{name}, t.name AS team FROM {users} u FULL JOIN teams t ON t.name = u.{name} ORDER BY u.id, t.id
=== a cross join
SELECT u.{name}, t.name FROM {users} u CROSS JOIN teams t ORDER BY u.id, t.id
=== a comma join
SELECT u.{name}, o.name FROM {users} u, orders o WHERE u.id = o.user_id AND o.name <> u.{name} ORDER BY o.id
=== a self-join
SELECT e.{name} AS employee, m.{name} AS manager FROM {users} e LEFT JOIN {users} m ON m.id = e.manager_id ORDER BY e.id
=== a self-join on the column
SELECT a.id, b.id FROM {users} a JOIN {users} b ON a.{name} = b.{name} AND a.id < b.id
=== three tables
SELECT u.{name}, o.name, t.name FROM {users} u JOIN orders o ON o.user_id = u.id JOIN teams t ON t.lead_id = u.id ORDER BY o.id
=== nested joins in parentheses
SELECT u.{name}, o.name FROM teams t LEFT JOIN ({users} u JOIN orders o ON o.user_id = u.id) ON t.lead_id = u.id ORDER BY t.id, o.id
=== two migrating tables
SELECT u.{name}, a.{login} FROM {users} u JOIN accounts a ON a.user_id = u.id ORDER BY a.id
=== two migrating tables without qualifiers
SELECT {name}, {login} FROM {users} JOIN accounts ON accounts.user_id = {users}.id ORDER BY accounts.id
=== joined on both migrating columns
SELECT u.id, a.id FROM {users} u JOIN accounts a ON lower(u.{name}) = a.{login} ORDER BY u.id, a.id
=== using another column
SELECT {name}, phone FROM {users} JOIN contacts USING (email) ORDER BY email
=== natural join on another column
SELECT u.{name}, phone FROM {users} u NATURAL JOIN contacts ORDER BY email
=== using the merged column
SELECT email, u.{name} FROM {users} u LEFT JOIN contacts c USING (email) WHERE c.phone IS NULL ORDER BY email
=== using an alias for the join
SELECT j.email, u.{name} FROM {users} u JOIN contacts c USING (email) AS j ORDER BY 1
=== using the migrating column
@shape-bound
@users-only
SELECT u.id, t.id FROM users u JOIN (SELECT id, name AS {name} FROM teams) t USING ({name}) ORDER BY u.id, t.id
=== natural join over the migrating column
@shape-bound
@users-only
SELECT u.id AS uid, {name} FROM (SELECT id, {name} FROM users) u NATURAL JOIN (SELECT lead_id AS id, name AS {name} FROM teams) t ORDER BY 1
=== the other table's column without the migrating one
SELECT o.name FROM orders o JOIN {users} u ON u.id = o.user_id ORDER BY o.id
=== an alias that is the column's name
SELECT name.{name} FROM {users} name ORDER BY name.id
=== a table's alias that is another table's name
SELECT orders.{name} FROM {users} orders ORDER BY orders.id
=== an alias hides the table's name
@fails
@users-only
SELECT users.{name} FROM users u
=== the same table name in another schema
@users-only
SELECT name FROM other.users ORDER BY id
=== both schemas' tables in one statement
@users-only
SELECT u.{name}, o.name FROM public.users u JOIN other.users o ON o.id = u.id ORDER BY u.id
=== an ambiguous column
@users-only
@fails
@shape-bound
SELECT {name} FROM users a JOIN users b ON a.id = b.id
=== lateral
SELECT u.{name}, x.total FROM {users} u, LATERAL (SELECT sum(o.amount) AS total FROM orders o WHERE o.user_id = u.id) x ORDER BY u.id
=== lateral that refers to the column
SELECT u.id, x.loud FROM {users} u CROSS JOIN LATERAL (SELECT upper(u.{name}) AS loud) x ORDER BY u.id
=== left join lateral
SELECT u.{name}, x.name FROM {users} u LEFT JOIN LATERAL (SELECT o.name FROM orders o WHERE o.user_id = u.id AND o.name <> u.{name} ORDER BY o.id LIMIT 1) x ON true ORDER BY u.id
=== a function in from
SELECT u.{name}, g FROM {users} u, generate_series(1, 2) g ORDER BY u.id, g
=== a function of the column in from
SELECT u.id, part FROM {users} u, LATERAL regexp_split_to_table(u.{name}, '') AS part WHERE u.id < 3 ORDER BY u.id, part
=== unnest in from
SELECT u.id FROM {users} u JOIN unnest(ARRAY['Ada', 'Bob']) AS wanted (n) ON wanted.n = u.{name} ORDER BY u.id
=== unnest of an array parameter
@param texts Cyd|Dee
SELECT u.id, w.n FROM {users} u JOIN unnest(?::text[]) AS w (n) ON w.n = u.{name} ORDER BY u.id
=== with ordinality
SELECT u.{name}, w.i FROM {users} u JOIN unnest(ARRAY['Dee', 'Ada']) WITH ORDINALITY AS w (n, i) ON w.n = u.{name} ORDER BY w.i, u.id
=== values in from
SELECT u.id, v.n FROM {users} u JOIN (VALUES ('Ada', 1), ('Bob', 2)) AS v (n, k) ON v.n = u.{name} ORDER BY u.id
=== values whose column has the migrating column's name
SELECT v.{name}, u.id FROM {users} u JOIN (VALUES ('Ada'), ('Eve')) AS v ({name}) ON v.{name} = u.{name} ORDER BY u.id
