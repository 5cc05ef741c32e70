-- Keys that are generated come by the names and numbers that the code knows.
=== by flag
@keys *
@param text new
@param text Ada
INSERT INTO users ({login}, {name}) VALUES (?, ?)
=== by flag of a text
@keys *
INSERT INTO users ({login}, {name}) VALUES ('new', 'Ada')
=== by name
@keys id
@param text new
INSERT INTO users ({login}) VALUES (?)
=== by the migrating column's name
@keys id, {name}, {login}
@param text new
@param text Ada
INSERT INTO users ({login}, {name}) VALUES (?, ?)
=== by a converted column's name
@keys price, id, {{person :: last_name}}
INSERT INTO users ({login}, price) VALUES ('new', {{2.50 :: 250}})
=== by index
@on MYSQL,MARIADB
@keys #1
INSERT INTO users ({login}, {name}) VALUES ('new', 'Ada')
=== by index is refused by the driver itself
@on POSTGRESQL
@fails
@keys #1
INSERT INTO users ({login}, {name}) VALUES ('new', 'Ada')
=== of several rows
@keys *
INSERT INTO users ({login}, {name}) VALUES ('n1', 'A'), ('n2', 'B'), ('n3', 'C')
=== of several rows by name
@keys id
INSERT INTO users ({login}, {name}) VALUES ('n1', 'A'), ('n2', 'B'), ('n3', 'C')
=== of a batch
@keys *
@row text n1 ; text A
@row text n2 ; text B
INSERT INTO users ({login}, {name}) VALUES (?, ?)
=== of a batch by name
@keys id
@row text n1 ; text A
@row text n2 ; text B
INSERT INTO users ({login}, {name}) VALUES (?, ?)
=== of an upsert
@on POSTGRESQL
@keys id, {name}
INSERT INTO users ({login}, {name}) VALUES ('ada', 'A') ON CONFLICT ({login}) DO UPDATE SET {name} = EXCLUDED.{name}
=== on a duplicate key
@on MYSQL,MARIADB
@keys *
INSERT INTO users ({login}, {name}) VALUES ('ada', 'A') ON DUPLICATE KEY UPDATE {name} = VALUES({name})
=== of a replacement
@on MYSQL,MARIADB
@keys *
REPLACE INTO users ({login}, {name}) VALUES ('ada', 'A')
=== of an insert from a query
@keys *
INSERT INTO users ({login}, {name}) SELECT concat('n', id), {name} FROM users WHERE id < 3 ORDER BY id
=== of an insert by position
@keys *
INSERT INTO orders VALUES (DEFAULT, 1, 'n', 'r', 1)
=== of an update
@on POSTGRESQL
@keys id, {name}
UPDATE users SET {name} = 'N' WHERE id = 1
=== of a delete
@on POSTGRESQL
@keys *
DELETE FROM orders WHERE id = 10
=== where the text returns by itself
@on POSTGRESQL
@keys *
INSERT INTO users ({login}, {name}) VALUES ('new', 'N') RETURNING id, {name}
=== the last number of several rows
@on MYSQL,MARIADB
INSERT INTO users ({login}, {name}) VALUES ('n1', 'A'), ('n2', 'B'), ('n3', 'C')
;;
SELECT LAST_INSERT_ID()
;;
INSERT INTO orders (user_id, {note}) VALUES (LAST_INSERT_ID(), 'of the first')
;;
SELECT LAST_INSERT_ID()
=== the last number of a query
@on MYSQL,MARIADB
INSERT INTO users ({login}, {name}) SELECT concat('n', id), {name} FROM users WHERE id < 3 ORDER BY id
;;
SELECT LAST_INSERT_ID()
=== the last value of the sequence
@on POSTGRESQL
INSERT INTO users ({login}, {name}) VALUES ('n1', 'A'), ('n2', 'B')
;;
SELECT lastval()
=== returning the renamed column
@on POSTGRESQL,MARIADB
INSERT INTO users ({login}, {name}) VALUES ('new', 'N') RETURNING id, {name}, {login} AS l
=== an unknown name
@fails
@on POSTGRESQL
@keys nothing
INSERT INTO users ({login}) VALUES ('new')
