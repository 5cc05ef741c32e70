-- Inserts.
=== an insert with a literal
INSERT INTO {users} (email, {name}) VALUES ('gus@example.com', 'Gus')
=== an insert with parameters
@param text gus@example.com
@param text Gus
@param text active
INSERT INTO {users} (email, {name}, status) VALUES (?, ?, ?)
=== the column first
@param text Gus
@param text gus@example.com
INSERT INTO {users} ({name}, email) VALUES (?, ?)
=== several rows
INSERT INTO {users} (email, {name}) VALUES ('g1@example.com', 'G1'), ('g2@example.com', 'G2'), ('g3@example.com', upper('g3'))
=== several rows of parameters
@param text g1@example.com
@param text G1
@param text g2@example.com
@param text G2
INSERT INTO {users} (email, {name}) VALUES (?, ?), (?, ?)
=== positional
@param int 50
@param text gus@example.com
@param text Gus
@param text new
@param decimal 1.5
@param timestamp 2026-01-01 00:00:00
@param null-int
INSERT INTO {users} VALUES (?, ?, ?, ?, ?, ?, ?)
=== positional with fewer values than columns
INSERT INTO {users} VALUES (50, 'gus@example.com', 'Gus')
=== positional with several rows
INSERT INTO {users} VALUES (50, 'g1@example.com', 'G1', 'new'), (51, 'g2@example.com', 'G2', 'old')
=== positional that ends before the column
INSERT INTO accounts VALUES (50, 1)
=== positional with too many values
@refused DUAL_WRITE,BACKFILL_HALF_WAY,VERIFY,SWITCH_READS_BEFORE_THE_JOB,SWITCH_READS_AT_HALF,SWITCH_READS_AT_ALL a row of more values than columns can't be given to both
@fails
INSERT INTO tags VALUES ('x', 50, 1, 'more')
=== default as a value of another column
INSERT INTO {users} (email, {name}, status) VALUES ('gus@example.com', 'Gus', DEFAULT)
=== default as the column's value
INSERT INTO accounts (user_id, {login}) VALUES (1, DEFAULT)
=== default in one of two rows
INSERT INTO accounts (user_id, {login}) VALUES (1, 'one'), (2, DEFAULT)
=== default values
INSERT INTO accounts DEFAULT VALUES
=== the column left out takes its default
INSERT INTO accounts (user_id, kind) VALUES (2, 'abc')
=== the column left out where it must not be
@fails
INSERT INTO {users} (email) VALUES ('gus@example.com')
=== a null literal
INSERT INTO accounts (user_id, {login}) VALUES (1, NULL)
=== a null literal where it must not be
@fails
INSERT INTO {users} (email, {name}) VALUES ('gus@example.com', NULL)
=== a null parameter by type
@param null-text
INSERT INTO accounts (user_id, {login}) VALUES (1, ?)
=== a null parameter without a type
@param null
INSERT INTO accounts (user_id, {login}) VALUES (1, ?)
=== an expression of a parameter
@param text gus
INSERT INTO {users} (email, {name}) VALUES ('gus@example.com', upper(?) || '!')
=== a parameter used in two columns' expressions
@param text gus
@param text gus
INSERT INTO {users} (email, {name}) VALUES (? || '@example.com', initcap(?))
=== a cast parameter
@param text Gus
INSERT INTO {users} (email, {name}) VALUES ('gus@example.com', ?::text)
=== a value too long for the column
@fails
INSERT INTO accounts ({login}) VALUES ('a text that is longer than twenty characters')
=== trailing blanks are cut to the column's length
INSERT INTO accounts ({login}) VALUES ('12345678901234567890     ')
=== an object parameter
@param object Gus
INSERT INTO {users} (email, {name}) VALUES ('gus@example.com', ?)
=== an object parameter with a type
@param object-varchar Gus
INSERT INTO {users} (email, {name}) VALUES ('gus@example.com', ?)
=== a reader as parameter
@param reader A long text from a reader
INSERT INTO {users} (email, {name}) VALUES ('gus@example.com', ?)
=== a scalar subquery as value
INSERT INTO {users} (email, {name}) VALUES ('gus@example.com', (SELECT name FROM teams WHERE id = 2))
=== a scalar subquery of the table itself as value
INSERT INTO {users} (email, {name}) VALUES ('gus@example.com', (SELECT max({name}) FROM {users}))
=== quoted names in the column list
@users-only
INSERT INTO "users" ("email", "{name}") VALUES ('gus@example.com', 'Gus')
=== schema-qualified
@users-only
INSERT INTO public.users (email, {name}) VALUES ('gus@example.com', 'Gus')
=== with an alias of the table
INSERT INTO {users} AS u (email, {name}) VALUES ('gus@example.com', 'Gus')
=== returning the key
INSERT INTO {users} (email, {name}) VALUES ('gus@example.com', 'Gus') RETURNING id
=== returning the column
@param text Gus
INSERT INTO {users} (email, {name}) VALUES ('gus@example.com', ?) RETURNING id, {name}
=== returning an expression and a label
INSERT INTO {users} (email, {name}) VALUES ('gus@example.com', 'Gus') RETURNING upper({name}), {name} AS n
=== returning a star
INSERT INTO {users} (email, {name}) VALUES ('gus@example.com', 'Gus') RETURNING *
=== returning qualified
INSERT INTO {users} AS u (email, {name}) VALUES ('gus@example.com', 'Gus') RETURNING u.id, u.{name}, u.*
=== insert from select of another table
INSERT INTO {users} (email, {name}) SELECT name || '@teams.example.com', name FROM teams WHERE id < 3
=== insert from select of the table itself
INSERT INTO {users} (email, {name}, status) SELECT 'copy-' || email, {name}, 'copy' FROM {users} WHERE {name} = 'Ada' ORDER BY id
=== insert from select with a parameter
@param text copy-
@param text Ada
INSERT INTO {users} (email, {name}) SELECT ? || email, {name} FROM {users} WHERE {name} <> ? ORDER BY id
=== insert from a star of the table into an archive
INSERT INTO archive SELECT id, email, {name}, status, balance, created_at, manager_id FROM {users} WHERE id < 3
=== insert of a star into an archive
INSERT INTO archive SELECT * FROM {users} WHERE id < 3
=== insert of a star of an archive into the table
@shape-bound
INSERT INTO archive (id, email, name, status, balance, created_at) VALUES (70, 'old@example.com', 'Old', 'gone', 1, '2020-01-01 00:00:00+00')
;;
INSERT INTO {users} SELECT * FROM archive
=== insert from select with order and limit
INSERT INTO {users} (email, {name}) SELECT name || id || '@x', name FROM orders ORDER BY id LIMIT 2
=== insert from a union
INSERT INTO {users} (email, {name}) SELECT 'a@union', 'A' UNION ALL SELECT 'b@union', {name} FROM {users} WHERE id = 2
=== insert from values in a derived table
INSERT INTO {users} (email, {name}) SELECT v.e, v.n FROM (VALUES ('v1@x', 'V1'), ('v2@x', 'V2')) AS v (e, n)
=== insert from unnest of array parameters
@param texts u1@x|u2@x
@param texts U1|U2
INSERT INTO {users} (email, {name}) SELECT * FROM unnest(?::text[], ?::text[])
=== insert from select with grouping
INSERT INTO tags ({label}, uses) SELECT DISTINCT status, 1 FROM {users} WHERE {name} <> 'Bob' ORDER BY status
=== insert into the other table from the column
INSERT INTO orders (user_id, name, amount) SELECT id, {name}, 1 FROM {users} WHERE {name} LIKE 'A%' ORDER BY id
=== insert into the other table with a value from the column
INSERT INTO orders (user_id, name, amount) VALUES (2, (SELECT {name} FROM {users} WHERE id = 2), 3.5)
=== insert with a common table expression
WITH new_users (e, n) AS (VALUES ('c1@x', 'C1'), ('c2@x', 'C2')) INSERT INTO {users} (email, {name}) SELECT e, n FROM new_users RETURNING id, {name}
=== a duplicate key
@fails
INSERT INTO {users} (email, {name}) VALUES ('ada@example.com', 'Ada again')
=== a duplicate of the migrating column
@fails
INSERT INTO tags ({label}) VALUES ('red')
=== a foreign key that finds nothing
@fails
INSERT INTO {users} (email, {name}, manager_id) VALUES ('gus@example.com', 'Gus', 999)
=== overriding system value
INSERT INTO {users} (id, email, {name}) OVERRIDING SYSTEM VALUE VALUES (77, 'gus@example.com', 'Gus')
=== insert then read in one transaction
INSERT INTO {users} (email, {name}) VALUES ('gus@example.com', 'Gus')
;;
SELECT id, {name} FROM {users} WHERE {name} = 'Gus'
=== a string with a quote and the names
INSERT INTO {users} (email, {name}) VALUES ('gus@example.com', 'O''Name, users.name')
=== an escape string
INSERT INTO {users} (email, {name}) VALUES ('gus@example.com', E'tab\there \'quoted\' \\ name')
=== a dollar-quoted string
INSERT INTO {users} (email, {name}) VALUES ('gus@example.com', $$it's a "name" ?$$)
=== a tagged dollar-quoted string
INSERT INTO {users} (email, {name}) VALUES ($m$gus@example.com$m$, $name$users.name $$ ?$name$)
=== a unicode string and a surrogate pair
INSERT INTO {users} (email, {name}) VALUES ('gus@example.com', U&'\0441\043B\043E\043D') RETURNING '🐘' AS elephant, {name}
=== all columns of a table with three that migrate
@param int 7
@param object-other {"k": "v"}
@param object-time 2026-05-05T10:00:00Z
INSERT INTO facts ({n}, {doc}, {seen}, note) VALUES (?, ?, ?, 'seven') RETURNING *
