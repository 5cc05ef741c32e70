-- Stars of all sorts, and whole rows.
=== a star
SELECT * FROM {users} ORDER BY id
=== a star by key with a parameter
@param int 4
SELECT * FROM {users} WHERE id = ?
=== a star prepared without parameters
@prepared
SELECT * FROM {users} ORDER BY id
=== a star of an alias
SELECT u.* FROM {users} u ORDER BY u.id
=== a star of the table's name
@users-only
SELECT users.* FROM users ORDER BY users.id
=== a star of schema and table
SELECT {users}.* FROM {users} ORDER BY id
=== a star and more
SELECT *, upper({name}) AS loud FROM {users} ORDER BY id
=== more and a star
SELECT 1 AS one, u.* FROM {users} u ORDER BY u.id
=== the star of a join
SELECT * FROM {users} u JOIN orders o ON o.user_id = u.id ORDER BY o.id
=== the star of a comma join
SELECT * FROM {users} u, orders o WHERE o.user_id = u.id ORDER BY o.id
=== the star of one side
SELECT o.*, u.{name} FROM {users} u JOIN orders o ON o.user_id = u.id ORDER BY o.id
=== the star of the other table alone
SELECT o.* FROM {users} u JOIN orders o ON o.user_id = u.id WHERE u.{name} = 'Ada' ORDER BY o.id
=== both stars
SELECT u.*, o.* FROM {users} u LEFT JOIN orders o ON o.user_id = u.id ORDER BY u.id, o.id
=== the star of a self-join
SELECT * FROM {users} a JOIN {users} b ON b.manager_id = a.id ORDER BY b.id
=== the star of two migrating tables
SELECT * FROM {users} u JOIN accounts a ON a.user_id = u.id ORDER BY a.id
=== a star with using
SELECT * FROM {users} JOIN contacts USING (email) ORDER BY id
=== a star with natural join
SELECT * FROM {users} NATURAL JOIN contacts ORDER BY id
=== a star of natural left join
SELECT * FROM {users} NATURAL LEFT JOIN contacts ORDER BY id
=== a star of a derived table
SELECT * FROM (SELECT * FROM {users}) d ORDER BY id
=== a star of a derived table with a condition outside
@shape-bound
SELECT d.* FROM (SELECT * FROM {users} WHERE id < 4) d WHERE d.{name} <> 'Bob' ORDER BY d.id
=== a star of a derived table with its columns renamed
SELECT * FROM (SELECT id, {name} FROM {users}) AS d (k, v) ORDER BY k
=== a star of a common table expression
WITH c AS (SELECT * FROM {users} WHERE status = 'active') SELECT * FROM c ORDER BY id
=== a star in exists
SELECT id FROM orders o WHERE EXISTS (SELECT * FROM {users} u WHERE u.id = o.user_id AND u.{name} = 'Ada') ORDER BY id
=== count star
SELECT count(*) FROM {users}
=== count star with a condition on the column
@param text Ada
SELECT count(*) FROM {users} WHERE {name} = ?
=== distinct star
SELECT DISTINCT * FROM {users} ORDER BY id
=== a union of stars
SELECT * FROM {users} WHERE id < 3 UNION SELECT * FROM {users} WHERE id > 4 ORDER BY id
=== a union all of stars without order
SELECT * FROM {users} WHERE id < 3 UNION ALL SELECT * FROM {users} WHERE id = 1
=== except and intersect of stars
SELECT * FROM {users} EXCEPT SELECT * FROM {users} WHERE {name} = 'Ada' INTERSECT SELECT * FROM {users} ORDER BY 1
=== a star of several migrating columns
SELECT * FROM facts ORDER BY id
=== a star of a table whose first column migrates
SELECT * FROM tags ORDER BY id
=== a star of a table that doesn't migrate beside one that does
SELECT * FROM orders WHERE user_id IN (SELECT id FROM {users} WHERE {name} = 'Ada') ORDER BY id
=== a star with table alias column list
@shape-bound
SELECT * FROM {users} AS t (a, b, c, d, e, f, g) ORDER BY a
=== a star with limit and for update
SELECT * FROM {users} ORDER BY id LIMIT 2 FOR UPDATE
=== the table command
@shape-bound
TABLE tags ORDER BY id
=== a star of a lateral subquery
SELECT * FROM {users} u CROSS JOIN LATERAL (SELECT o.name AS item FROM orders o WHERE o.user_id = u.id ORDER BY o.id LIMIT 1) x ORDER BY u.id
=== a whole row as json
@shape-bound
SELECT to_json(u) FROM {users} u WHERE id = 1
=== a whole row as jsonb
@shape-bound
SELECT to_jsonb(u) - 'created_at' FROM accounts a JOIN {users} u ON u.id = a.user_id ORDER BY a.id
=== a whole row through row_to_json
@shape-bound
SELECT row_to_json(u) FROM {users} u ORDER BY u.id
=== a whole row aggregated
@shape-bound
SELECT json_agg(u ORDER BY u.id) FROM {users} u
=== a whole row counted
SELECT count(u) FROM {users} u
=== a whole row is null
@shape-bound
SELECT o.id, u IS NULL FROM orders o LEFT JOIN {users} u ON u.id = o.user_id AND u.{name} = 'Ada' ORDER BY o.id
=== a whole row selected
@shape-bound
@refused a composite value comes back as text whose fields are those of the physical table
SELECT u FROM {users} u WHERE id = 1
=== a whole row of a derived table
@shape-bound
SELECT to_json(d) FROM (SELECT id, {name} FROM {users}) d ORDER BY d.id
=== a field of a whole row
SELECT (u).{name} FROM {users} u ORDER BY u.id
=== all fields of a whole row
@shape-bound
SELECT (u).* FROM {users} u ORDER BY u.id
=== a whole row of a table that doesn't migrate
SELECT to_json(o) FROM orders o JOIN {users} u ON u.id = o.user_id WHERE u.{name} = 'Bob' ORDER BY o.id
