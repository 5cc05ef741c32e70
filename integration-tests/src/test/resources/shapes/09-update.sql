-- Updates.
=== an update with a literal
UPDATE {users} SET {name} = 'Neu' WHERE id = 1
=== an update with parameters
@param text Neu
@param int 2
UPDATE {users} SET {name} = ? WHERE id = ?
=== an update of several columns
@param text Neu
@param text closed
@param decimal 9.99
@param int 3
UPDATE {users} SET {name} = ?, status = ?, balance = ? WHERE id = ?
=== the column in the middle of several
@param text closed
@param text Neu
@param decimal 9.99
@param int 3
UPDATE {users} SET status = ?, {name} = ?, balance = balance + ? WHERE id = ?
=== an update of every row
UPDATE {users} SET {name} = upper({name})
=== an update by the column
@param text closed
@param text Ada
UPDATE {users} SET status = ? WHERE {name} = ?
=== an update by the column to another value
@param text Ada II
@param text Ada
UPDATE {users} SET {name} = ? WHERE {name} = ?
=== an update with itself on the right
UPDATE {users} SET {name} = {name} || '-' || id WHERE id < 4
=== an update that swaps two columns
UPDATE {users} SET {name} = status, status = {name} WHERE id = 1
=== an update that copies the column elsewhere
UPDATE {users} SET status = {name} WHERE id < 3
=== an update that copies the column elsewhere while it changes
UPDATE {users} SET {name} = 'changed', status = {name} WHERE id = 2
=== an update without the column
UPDATE {users} SET balance = balance * 2 WHERE status = 'active'
=== an update to null
UPDATE accounts SET {login} = NULL WHERE id = 1
=== an update to null by parameter
@param null-text
@param int 1
UPDATE accounts SET {login} = ? WHERE id = ?
=== an update to null where it must not be
@fails
UPDATE {users} SET {name} = NULL WHERE id = 1
=== an update to the default
UPDATE accounts SET {login} = DEFAULT WHERE id = 1
=== an update that is too long
@fails
UPDATE accounts SET {login} = 'a text that is longer than twenty characters' WHERE id = 1
=== an update with an alias
UPDATE {users} u SET {name} = 'Neu' WHERE u.id = 1
=== an update with AS alias and a qualified condition
UPDATE {users} AS u SET {name} = u.{name} || '!' WHERE u.{name} = 'Ada'
=== an update of only
UPDATE ONLY {users} SET {name} = 'Only' WHERE id = 1
=== an update with a list of columns
UPDATE {users} SET ({name}, status) = ('Pair', 'listed') WHERE id = 1
=== an update with a row
UPDATE {users} SET (status, {name}) = ROW('listed', {name} || '.') WHERE id = 1
=== an update with a list of columns from a subquery
UPDATE {users} u SET ({name}, balance) = (SELECT t.name, t.id FROM teams t WHERE t.lead_id = u.id) WHERE id < 3
=== an update from another table
UPDATE {users} u SET {name} = t.name FROM teams t WHERE t.lead_id = u.id
=== an update from another table with a column of the same name
UPDATE {users} u SET {name} = u.{name} || '/' || t.name FROM teams t WHERE t.lead_id = u.id
=== an update from a derived table
UPDATE {users} u SET {name} = d.n FROM (SELECT user_id, max(name) AS n FROM orders GROUP BY user_id) d WHERE d.user_id = u.id
=== an update from values
UPDATE {users} u SET {name} = v.n FROM (VALUES (1, 'One'), (2, 'Two')) AS v (k, n) WHERE v.k = u.id
=== an update from values with parameters
@param int 1
@param text One
@param int 2
@param text Two
UPDATE {users} u SET {name} = v.n FROM (VALUES (?::bigint, ?::text), (?::bigint, ?::text)) AS v (k, n) WHERE v.k = u.id
=== an update from the table itself
UPDATE {users} u SET {name} = m.{name} FROM {users} m WHERE m.id = u.manager_id
=== an update of another table from the column
UPDATE orders o SET name = u.{name} FROM {users} u WHERE u.id = o.user_id
=== an update of another table with a subquery over the column
UPDATE orders SET name = (SELECT {name} FROM {users} WHERE id = user_id) WHERE id < 3
=== an update of another table where the column matches
UPDATE teams SET lead_id = 5 WHERE name IN (SELECT {name} FROM {users})
=== an update with a scalar subquery
UPDATE {users} SET {name} = (SELECT name FROM teams WHERE id = 2) WHERE id = 1
=== an update with a correlated subquery
UPDATE {users} u SET {name} = coalesce((SELECT o.name FROM orders o WHERE o.user_id = u.id ORDER BY o.id LIMIT 1), u.{name})
=== an update with a subquery in the condition
UPDATE {users} SET {name} = 'Lead' WHERE id IN (SELECT lead_id FROM teams)
=== an update of the first few
UPDATE {users} SET {name} = 'First' WHERE id IN (SELECT id FROM {users} ORDER BY {name}, id LIMIT 2 FOR UPDATE SKIP LOCKED)
=== an update with a common table expression
WITH t AS (SELECT id, {name} AS n FROM {users} WHERE {name} = 'Ada') UPDATE {users} u SET {name} = t.n || t.id FROM t WHERE t.id = u.id
=== an update returning
@unordered
UPDATE {users} SET {name} = lower({name}) WHERE id < 3 RETURNING id, {name}
=== an update returning a star
UPDATE {users} SET {name} = 'Star' WHERE id = 1 RETURNING *
=== an update returning an alias' star
UPDATE {users} u SET {name} = 'Star' FROM teams t WHERE t.lead_id = u.id AND u.id = 1 RETURNING u.*, t.name
=== an update returning everything joined
UPDATE {users} u SET {name} = 'Star' FROM teams t WHERE t.lead_id = u.id AND u.id = 1 RETURNING *
=== an update returning old and new
UPDATE {users} SET {name} = 'Newer' WHERE id = 1 RETURNING old.{name} AS before, new.{name} AS after
=== a cast on the right
@param text Cast
UPDATE {users} SET {name} = CAST(? AS text) WHERE id = 1
=== a case on the right
@param text x
UPDATE {users} SET {name} = CASE WHEN {name} = 'Ada' THEN ? ELSE {name} END
=== a parameter before and after the column
@param text active
@param text Neu
@param int 1
@param text Ada
UPDATE {users} SET status = ?, {name} = ? WHERE id = ? AND {name} = ?
=== an update of three migrating columns
@param int 10
@param object-other {"n": 1}
@param object-time 2026-06-01T00:00:00Z
UPDATE facts SET {n} = ?, {doc} = ?, {seen} = ?, note = 'all' WHERE id = 1
=== an update of two of three
UPDATE facts SET {n} = {n} + 1, {seen} = {seen} + interval '1 day' WHERE {n} IS NOT NULL
=== an increment
UPDATE facts SET {n} = {n} + 1 WHERE id = 1
=== two migrating tables in one update
UPDATE accounts a SET {login} = lower(u.{name}) FROM {users} u WHERE u.id = a.user_id
=== an update that breaks uniqueness
@fails
UPDATE tags SET {label} = 'red' WHERE {label} = 'blue'
=== an update that finds nothing
UPDATE {users} SET {name} = 'Nobody' WHERE id = 999
=== several updates of one row
UPDATE {users} SET {name} = 'one' WHERE id = 1
;;
UPDATE {users} SET {name} = {name} || ' two' WHERE id = 1
;;
SELECT {name} FROM {users} WHERE id = 1
=== a target in square brackets
UPDATE {users} SET {name} = (ARRAY['a', 'b', 'c'])[id] WHERE id < 4
=== current of needs a cursor
@fails
UPDATE {users} SET {name} = 'x' WHERE CURRENT OF no_such_cursor
=== through a cursor
DECLARE c CURSOR FOR SELECT id, {name} FROM {users} WHERE id = 1 FOR UPDATE
;;
FETCH c
;;
UPDATE {users} SET {name} = 'cursor' WHERE CURRENT OF c
