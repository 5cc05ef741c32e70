-- What JDBC adds: prepared statements, batches, generated keys, escapes.
=== a batch of inserts
@row text b1@x ; text B1
@row text b2@x ; text B2
@row text b3@x ; text B3
INSERT INTO {users} (email, {name}) VALUES (?, ?)
=== a batch of updates
@row text N1 ; int 1
@row text N2 ; int 2
@row text N9 ; int 999
UPDATE {users} SET {name} = ? WHERE id = ?
=== a batch of deletes by the column
@row text Dee
@row text nobody
DELETE FROM {users} WHERE {name} = ?
=== a batch of upserts
@row text ada@example.com ; text U1
@row text b2@x ; text U2
INSERT INTO {users} (email, {name}) VALUES (?, ?) ON CONFLICT (email) DO UPDATE SET {name} = EXCLUDED.{name}
=== a batch with nulls
@row int 1 ; null-text
@row int 2 ; text set
@row int 3 ; null
INSERT INTO accounts (user_id, {login}) VALUES (?, ?)
=== a batch with generated keys
@keys id
@row text b1@x ; text B1
@row text b2@x ; text B2
INSERT INTO {users} (email, {name}) VALUES (?, ?)
=== a batch that returns the migrating column
@keys id, {name}
@row text b1@x ; text B1
@row text b2@x ; text B2
INSERT INTO {users} (email, {name}) VALUES (?, ?)
=== a batch that fails half way
@fails
@row text b1@x ; text B1
@row text ada@example.com ; text B2
INSERT INTO {users} (email, {name}) VALUES (?, ?)
=== generated keys by flag
@keys *
@param text gus@example.com
@param text Gus
INSERT INTO {users} (email, {name}) VALUES (?, ?)
=== generated keys by flag of a text
@keys *
INSERT INTO {users} (email, {name}) VALUES ('gus@example.com', 'Gus')
=== generated keys by name
@keys id
@param text Gus
INSERT INTO {users} (email, {name}) VALUES ('gus@example.com', ?)
=== the migrating column as generated key
@keys {name}
@param text Gus
INSERT INTO {users} (email, {name}) VALUES ('gus@example.com', ?)
=== the migrating column among the generated keys of a text
@keys id, {name}, status
INSERT INTO {users} (email, {name}) VALUES ('gus@example.com', 'Gus')
=== generated keys of several rows
@keys id, {name}
INSERT INTO {users} (email, {name}) VALUES ('g1@x', 'G1'), ('g2@x', 'G2')
=== generated keys of an update
@keys id, {name}
@param text Neu
UPDATE {users} SET {name} = ? WHERE id = 1
=== generated keys of a delete
@keys *
DELETE FROM tags WHERE {label} = 'red'
=== generated keys of an upsert
@keys id, {name}
@param text ada@example.com
@param text Up
INSERT INTO {users} (email, {name}) VALUES (?, ?) ON CONFLICT (email) DO UPDATE SET {name} = EXCLUDED.{name}
=== generated keys of an insert from select
@keys {name}
INSERT INTO {users} (email, {name}) SELECT 'team' || id, name FROM teams WHERE id = 2
=== generated keys of a positional insert
@keys *
INSERT INTO tags VALUES ('positional', 99, 1)
=== generated keys where the text returns by itself
@keys *
INSERT INTO {users} (email, {name}) VALUES ('gus@example.com', 'Gus') RETURNING id, {name}
=== prepared without parameters
@prepared
SELECT {name} FROM {users} WHERE id = 1
=== parameters of several types
@param text Ada
@param int 0
@param decimal 100.5
@param timestamp 2030-01-01 00:00:00
SELECT id, {name} FROM {users} WHERE {name} = ? AND id > ? AND balance < ? AND created_at < ? ORDER BY id
=== an array of keys
@param longs 1|2|5
SELECT {name} FROM {users} WHERE id = ANY (?) ORDER BY id
=== a null parameter compared
@param null-text
SELECT id FROM {users} WHERE {name} = ?
=== a parameter that may be null
@param null-text
@param null-text
SELECT id FROM {users} WHERE (?::text IS NULL OR {name} = ?) ORDER BY id
=== a parameter in the select list
@param text tag
SELECT ?::text AS tag, {name} FROM {users} ORDER BY id
=== a question mark in a string
@param text Ada
SELECT id, '?' FROM {users} WHERE {name} = ? ORDER BY id
=== a question mark in a comment
@param text Ada
SELECT id /* ? */ FROM {users} -- and ?
WHERE {name} = ? ORDER BY id
=== a question mark in a quoted label
@param text Ada
SELECT id AS "id?" FROM {users} WHERE {name} = ? ORDER BY id
=== the escaped question mark operator
@param text a
SELECT id FROM facts WHERE {doc} ?? ? ORDER BY id
=== escaped operators for arrays of keys
@prepared
SELECT id FROM facts WHERE {doc} ??| array['a', 'z'] OR {doc} ??& array['a', 'b'] ORDER BY id
=== a timestamp escape
SELECT id, {name} FROM {users} WHERE created_at > {ts '2026-01-04 00:00:00'} ORDER BY id
=== a date escape in an insert
INSERT INTO orders (user_id, name, amount, placed_at) SELECT id, {name}, 1, {d '2026-05-05'} FROM {users} WHERE id = 1
=== a function escape
SELECT {fn ucase({name})}, {fn concat({name}, status)} FROM {users} ORDER BY id
=== an outer join escape
SELECT u.{name}, o.name FROM {oj {users} u LEFT OUTER JOIN orders o ON o.user_id = u.id} ORDER BY u.id, o.id
=== a like escape
SELECT id FROM {users} WHERE {name} LIKE 'n|_%' {escape '|'} OR {name} LIKE 'B%' ORDER BY id
=== an escape in an update of the column
UPDATE {users} SET {name} = {fn lcase({name})} WHERE id = 1
