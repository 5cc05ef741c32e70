-- Comments, white space, case, quotes, several statements.
=== upper case
@users-only
SELECT ID, EMAIL FROM USERS WHERE ID = 1
=== upper case names fold
@users-only
SELECT U.ID, u.{name} FROM PUBLIC.USERS U WHERE U.ID = 1
=== quoted lower case names
@users-only
SELECT "users"."{name}" FROM "public"."users" WHERE "id" = 1
=== a quoted name of another case is another column
@users-only
@fails
SELECT "NAME" FROM users
=== a quoted table of another case is another table
@users-only
@fails
SELECT {name} FROM "Users"
=== comments everywhere
/* first */ SELECT /* name */ {name} -- the name
  , id /* nested /* deeper name */ still */ FROM /* users */ {users} -- from users
WHERE /* name = */ {name} /* is */ = /* the */ 'Ada' ORDER BY id -- end
=== a line comment at the end without a newline
SELECT {name} FROM {users} WHERE id = 1 -- name
=== a comment before an insert
-- adds one
/* a user */
INSERT INTO {users} (email, {name}) VALUES ('gus@example.com', 'Gus') -- name
=== tabs and newlines
	SELECT
		id,
		{name}
	FROM
		{users}
	ORDER	BY	id
=== no blanks where none are needed
SELECT id,({name})FROM {users} WHERE({name})='Ada'AND(id)>0 ORDER BY(id)
=== a trailing semicolon
SELECT {name} FROM {users} WHERE id = 1;
=== several trailing semicolons and blanks
SELECT {name} FROM {users} WHERE id = 1 ; ;
=== two selects in one text
SELECT {name} FROM {users} WHERE id = 1; SELECT count(*) FROM {users} WHERE {name} = 'Ada'
=== two updates in one text
UPDATE {users} SET {name} = 'One' WHERE id = 1; UPDATE {users} SET {name} = 'Two' WHERE id = 2
=== an insert and a select in one text
INSERT INTO {users} (email, {name}) VALUES ('gus@example.com', 'Gus'); SELECT {name} FROM {users} WHERE email = 'gus@example.com'
=== several statements of which one is of no concern
SET LOCAL work_mem = '8MB'; SELECT {name} FROM {users} WHERE id = 1
=== several statements with parameters
@param text Neu
@param int 1
@param int 1
UPDATE {users} SET {name} = ? WHERE id = ?; SELECT {name} FROM {users} WHERE id = ?
=== a semicolon in a string
UPDATE {users} SET {name} = 'a; UPDATE users SET name = 1' WHERE id = 1
=== an emoji before the column
SELECT '🐘🐘' AS e, {name}, '🐘' || {name} FROM {users} WHERE {name} <> '🐘' ORDER BY id
=== an emoji in a comment before an update
/* 🐘 */ UPDATE {users} SET {name} = '🐘' || {name} WHERE id = 1
=== a long list
SELECT id FROM {users} WHERE {name} IN ('a00','a01','a02','a03','a04','a05','a06','a07','a08','a09','a10','a11','a12','a13','a14','a15','a16','a17','a18','a19','a20','a21','a22','a23','a24','a25','a26','a27','a28','a29','Ada') ORDER BY id
=== a select within parentheses
(SELECT {name} FROM {users} WHERE id = 1)
=== explain
@volatile
EXPLAIN (COSTS OFF, VERBOSE OFF) SELECT id FROM {users} WHERE id = 1
=== a name that is only a string
UPDATE orders SET name = 'users' WHERE name = 'name'
=== a keyword as alias
SELECT {name} AS "select", id AS "order" FROM {users} ORDER BY "order"
=== names that are keywords elsewhere
SELECT {name} AS value, id AS key, status AS type FROM {users} ORDER BY key
=== a typed literal
SELECT {name}, date '2026-01-01', interval '1 day', timestamptz '2026-01-01 00:00:00+00' FROM {users} WHERE created_at > timestamp '2020-01-01' ORDER BY id
=== operators of PostgreSQL
SELECT id FROM {users} WHERE {name} ^@ 'A' AND {name} ~~ 'A%' AND {name} !~~* 'b%' ORDER BY id
=== operator syntax
SELECT id FROM {users} WHERE {name} OPERATOR(pg_catalog.=) 'Bob'
=== arithmetic that looks like comments
SELECT id - -1, id*+2, 5--3
 FROM {users} WHERE {name} = 'Bob'
=== a named argument
SELECT id, make_interval(days => length({name})) FROM {users} ORDER BY id
