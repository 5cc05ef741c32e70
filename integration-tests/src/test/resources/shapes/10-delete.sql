-- Deletes.
=== a delete by key
@param int 5
DELETE FROM {users} WHERE id = ?
=== a delete by the column
@param text name
DELETE FROM {users} WHERE {name} = ?
=== a delete with an alias
DELETE FROM {users} u WHERE u.{name} = 'Dee'
=== a delete using another table
DELETE FROM {users} u USING orders o WHERE o.user_id = u.id AND o.name = 'Desk' AND u.{name} = 'name'
=== a delete using the table itself
DELETE FROM {users} a USING {users} b WHERE a.{name} = b.{name} AND a.id > b.id
=== a delete from another table using the column
DELETE FROM orders o USING {users} u WHERE u.id = o.user_id AND u.{name} = 'Bob'
=== a delete with a subquery
DELETE FROM orders WHERE user_id IN (SELECT id FROM {users} WHERE {name} LIKE 'A%')
=== a delete with exists
DELETE FROM {users} u WHERE NOT EXISTS (SELECT 1 FROM orders o WHERE o.user_id = u.id) AND u.{name} = 'Dee'
=== a delete returning
DELETE FROM {users} WHERE {name} = 'name' RETURNING id, {name}
=== a delete returning a star
DELETE FROM {users} WHERE id = 5 RETURNING *
=== a delete returning an expression
@unordered
DELETE FROM tags WHERE uses > 1 RETURNING upper({label}) AS gone, uses
=== a delete of only
DELETE FROM ONLY {users} WHERE {name} = 'Dee'
=== a delete with a common table expression
WITH old AS (SELECT id FROM {users} WHERE {name} = 'name') DELETE FROM {users} WHERE id IN (SELECT id FROM old)
=== a delete of everything
DELETE FROM tags
=== a delete that finds nothing
DELETE FROM {users} WHERE {name} = 'nobody at all'
=== a delete that a foreign key forbids
@fails
DELETE FROM {users} WHERE id = 1
=== a delete in a common table expression
WITH gone AS (DELETE FROM {users} WHERE {name} = 'name' RETURNING id, {name}) SELECT id, {name} FROM gone
=== a delete that archives
WITH gone AS (DELETE FROM {users} WHERE id = 5 RETURNING *) INSERT INTO archive SELECT * FROM gone
=== an update in a common table expression
WITH changed AS (UPDATE {users} SET {name} = 'Changed' WHERE id = 1 RETURNING id, {name}) SELECT * FROM changed
=== an insert in a common table expression
WITH added AS (INSERT INTO {users} (email, {name}) VALUES ('cte@x', 'Cte') RETURNING id, {name}) INSERT INTO orders (user_id, name, amount) SELECT id, {name}, 1 FROM added RETURNING user_id, name
=== an upsert by hand
WITH changed AS (UPDATE {users} SET {name} = 'Up' WHERE email = 'new@x' RETURNING id) INSERT INTO {users} (email, {name}) SELECT 'new@x', 'In' WHERE NOT EXISTS (SELECT 1 FROM changed)
=== a delete then an insert of the same key
DELETE FROM tags WHERE {label} = 'red'
;;
INSERT INTO tags ({label}, uses) VALUES ('red', 10)
;;
SELECT {label}, uses FROM tags ORDER BY uses
=== truncate another table that mentions nothing
TRUNCATE archive
