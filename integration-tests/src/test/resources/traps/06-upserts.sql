-- Every form in which a row is inserted or changed.
=== do nothing on any conflict
@on POSTGRESQL
INSERT INTO users ({login}, {name}) VALUES ('ada', 'X'), ('new', 'New') ON CONFLICT DO NOTHING
=== do nothing on a conflict of the migrating column
@on POSTGRESQL
INSERT INTO users ({login}, {name}) VALUES ('ada', 'X'), ('new', 'New') ON CONFLICT ({login}) DO NOTHING RETURNING {login}
=== update on a conflict of the migrating column
@on POSTGRESQL
@param text ada
@param text Ada II
INSERT INTO users ({login}, {name}) VALUES (?, ?) ON CONFLICT ({login}) DO UPDATE SET {name} = EXCLUDED.{name}, price = EXCLUDED.price
=== update where the old row fits
@on POSTGRESQL
INSERT INTO users AS u ({login}, {name}) VALUES ('ada', 'X'), ('bob', 'Y') ON CONFLICT ({login}) DO UPDATE SET {name} = u.{name} || EXCLUDED.{name} WHERE u.{name} <> 'Bob' AND EXCLUDED.price > 1
=== update from excluded columns of every kind
@on POSTGRESQL
INSERT INTO users (id, {login}, price, {{person, street, town :: first_name, last_name, address}}) VALUES (1, 'x', 7, {{'Eva Ott', 'Am', 'See' :: 'Eva', 'Ott', 'Am See'}}) ON CONFLICT (id) DO UPDATE SET price = EXCLUDED.price + users.price, {{person = EXCLUDED.person, street = EXCLUDED.town :: first_name = EXCLUDED.last_name, address = EXCLUDED.address}}
=== on a constraint
@on POSTGRESQL
INSERT INTO users (email, {login}, {name}) VALUES ('ada@x', 'x', 'X') ON CONFLICT ON CONSTRAINT uq_users_email DO UPDATE SET {name} = EXCLUDED.{name}
=== on the constraint of the migrating column
@on POSTGRESQL
@code source
INSERT INTO users ({login}, {name}) VALUES ('ada', 'X') ON CONFLICT ON CONSTRAINT uq_users_login DO UPDATE SET {name} = EXCLUDED.{name}
=== the conflict's update fails on another constraint
@on POSTGRESQL
@fails
INSERT INTO users (id, {login}) VALUES (1, 'bob') ON CONFLICT (id) DO UPDATE SET {login} = EXCLUDED.{login}
=== without an index that fits
@on POSTGRESQL
@fails
INSERT INTO users ({login}, {name}) VALUES ('new', 'X') ON CONFLICT ({name}) DO NOTHING
=== a conflict returns the row
@on POSTGRESQL
INSERT INTO users ({login}, {name}) VALUES ('ada', 'X') ON CONFLICT ({login}) DO UPDATE SET {name} = EXCLUDED.{name} RETURNING id, {name}, {code}, price, {{person :: last_name}}
=== an upsert from a query
@on POSTGRESQL
INSERT INTO users ({login}, {name}, price) SELECT {login}, upper({name}), price + 1 FROM users WHERE id < 3 ON CONFLICT ({login}) DO UPDATE SET {name} = EXCLUDED.{name}, price = EXCLUDED.price
=== a batch of upserts
@on POSTGRESQL
@row text ada ; text A
@row text new ; text N
INSERT INTO users ({login}, {name}) VALUES (?, ?) ON CONFLICT ({login}) DO UPDATE SET {name} = EXCLUDED.{name}
=== on a duplicate key of the migrating column
@on MYSQL,MARIADB
INSERT INTO users ({login}, {name}) VALUES ('ada', 'Ada II'), ('new', 'New') ON DUPLICATE KEY UPDATE {name} = VALUES({name})
=== on a duplicate key with parameters
@on MYSQL,MARIADB
@param text ada
@param text Ada II
@param text s
INSERT INTO users ({login}, {name}) VALUES (?, ?) ON DUPLICATE KEY UPDATE {name} = VALUES({name}), status = ?
=== on a duplicate key with values of every kind
@on MYSQL,MARIADB
INSERT INTO users (id, {login}, price, {{person, street, town :: first_name, last_name, address}}) VALUES (1, 'x', 7, {{'Eva Ott', 'Am', 'See' :: 'Eva', 'Ott', 'Am See'}}) ON DUPLICATE KEY UPDATE price = VALUES(price) + price, {{person = VALUES(person), street = VALUES(town) :: first_name = VALUES(last_name), address = VALUES(address)}}
=== on a duplicate key from the old row
@on MYSQL,MARIADB
INSERT INTO users (id, {login}, {name}) VALUES (1, 'x', 'F') ON DUPLICATE KEY UPDATE {name} = concat({name}, VALUES({name}), users.{login})
=== on a duplicate key through a row alias
@on MYSQL
INSERT INTO users (id, {login}, {name}, price) VALUES (1, 'x', 'F', 4) AS fresh ON DUPLICATE KEY UPDATE {name} = concat(users.{name}, fresh.{name}), price = fresh.price + 1
=== on a duplicate key through names of the row's columns
@on MYSQL
@refused names for the columns of the new row
INSERT INTO users (id, {login}, {name}) VALUES (1, 'x', 'F') AS fresh (a, b, c) ON DUPLICATE KEY UPDATE {name} = c
=== on a duplicate key the key's number
@on MYSQL,MARIADB
INSERT INTO users ({login}, {name}) VALUES ('ada', 'X') ON DUPLICATE KEY UPDATE id = LAST_INSERT_ID(id), {name} = VALUES({name})
;;
SELECT LAST_INSERT_ID()
=== on a duplicate key from a query
@on MYSQL,MARIADB
INSERT INTO users ({login}, {name}) SELECT o.name, o.{note} FROM orders o WHERE o.name IS NOT NULL ON DUPLICATE KEY UPDATE {name} = VALUES({name})
=== on a duplicate key with assignments
@on MYSQL,MARIADB
INSERT INTO users SET id = 1, {login} = 'x', {name} = 'S' ON DUPLICATE KEY UPDATE {name} = VALUES({name})
=== a batch on duplicate keys
@on MYSQL,MARIADB
@row text ada ; text A
@row text new ; text N
INSERT INTO users ({login}, {name}) VALUES (?, ?) ON DUPLICATE KEY UPDATE {name} = VALUES({name})
=== a replacement by the primary key
@on MYSQL,MARIADB
REPLACE INTO users (id, {login}, {name}, price) VALUES (1, 'ada', 'R', 3)
=== a replacement by the migrating column
@on MYSQL,MARIADB
REPLACE INTO users ({login}, {name}) VALUES ('ada', 'R'), ('new', 'N')
=== a replacement that meets two rows
@on MYSQL,MARIADB
REPLACE INTO users (id, {login}, {name}) VALUES (1, 'bob', 'R')
=== a replacement with assignments
@on MYSQL,MARIADB
REPLACE INTO users SET {login} = 'ada', {{person = 'Eva Ott' :: first_name = 'Eva', last_name = 'Ott'}}
=== a replacement from a query
@on MYSQL,MARIADB
REPLACE INTO users ({login}, {name}) SELECT {login}, status FROM users WHERE id < 3
=== a replacement by position
@on MYSQL,MARIADB
REPLACE INTO orders VALUES (10, 5, 'n', 'r', 1)
=== rows that conflict are ignored
@on MYSQL,MARIADB
INSERT IGNORE INTO users ({login}, {name}) VALUES ('ada', 'X'), ('new', 'New')
=== errors of values are ignored
@on MYSQL,MARIADB
INSERT IGNORE INTO users ({login}, {name}, {code}) VALUES ('much too long for it', 'X', 'abcdefg')
=== an update that ignores conflicts
@on MYSQL,MARIADB
UPDATE IGNORE users SET {login} = 'same' WHERE id < 4
=== a merge changes and inserts
@on POSTGRESQL
MERGE INTO users u USING (VALUES ('ada', 'Merged', 3), ('new', 'New', 4)) AS v (l, n, p) ON u.{login} = v.l WHEN MATCHED THEN UPDATE SET {name} = v.n, price = u.price + v.p WHEN NOT MATCHED THEN INSERT ({login}, {name}, price) VALUES (v.l, v.n, v.p)
=== a merge with conditions deletes
@on POSTGRESQL
MERGE INTO users AS u USING orders o ON u.id = o.user_id AND o.id <> 11 WHEN MATCHED AND u.{name} = o.name AND u.price > {{10 :: 1000}} THEN DELETE WHEN MATCHED THEN UPDATE SET {{person = 'Eva Ott' :: last_name = 'Ott'}} WHEN NOT MATCHED THEN DO NOTHING
=== a merge where the source lacks a row
@on POSTGRESQL
MERGE INTO users u USING orders o ON u.id = o.user_id AND o.id <> 11 WHEN NOT MATCHED BY SOURCE THEN UPDATE SET {name} = 'gone'
=== a merge returns
@on POSTGRESQL
MERGE INTO users u USING (VALUES ('ada')) AS v (l) ON u.{login} = v.l WHEN MATCHED THEN UPDATE SET {name} = u.{name} || '!' RETURNING merge_action(), u.id, u.{name}, u.price
=== a merge from the migrating table
@on POSTGRESQL
MERGE INTO archive a USING users u ON a.user_id = u.id WHEN MATCHED THEN UPDATE SET full_name = u.{name}
=== a merge inserts by position
@on POSTGRESQL
MERGE INTO orders t USING archive a ON t.id = a.id WHEN NOT MATCHED THEN INSERT VALUES (a.id, a.user_id, a.full_name, a.note, a.total)
=== a merge inserts a random value
@on POSTGRESQL
@masked
@may-refuse DUAL_WRITE..COMPLETE may differ
MERGE INTO users u USING (VALUES ('new')) AS v (l) ON u.{login} = v.l WHEN NOT MATCHED THEN INSERT ({login}, {name}) VALUES (v.l, md5(random()::text))
=== a merge inserts a name that only its source has
@on POSTGRESQL
MERGE INTO {{orders :: archive}} t USING users u ON t.id = u.id + 600 WHEN NOT MATCHED THEN INSERT (id, {name}) VALUES (u.id + 600, {name})
=== an update that ignores a NULL
@on MYSQL,MARIADB
UPDATE IGNORE users SET {login} = NULL WHERE id = 1
=== an update that ignores a NULL, in no certain order
@on MYSQL,MARIADB
UPDATE IGNORE users SET {login} = NULL WHERE id IN (SELECT user_id FROM orders WHERE id = 10)
=== a NULL from a query is ignored
@on MYSQL,MARIADB
INSERT IGNORE INTO users ({login}, {name}) SELECT NULL, name FROM orders WHERE id = 10
=== a column without a value is ignored
@on MYSQL,MARIADB
INSERT IGNORE INTO users ({name}) VALUES ('X')
=== a column without a value is ignored, from a query
@on MYSQL,MARIADB
INSERT IGNORE INTO users ({name}) SELECT name FROM orders WHERE id = 10
