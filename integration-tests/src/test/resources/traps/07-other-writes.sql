-- INSERT ... SELECT, several tables, writing common tables, RETURNING, ORDER BY and LIMIT.
=== an insert from a query
INSERT INTO users ({login}, {name}, price) SELECT concat('n', id), upper({name}), price FROM users WHERE id < 4
=== an insert from a query with parameters
@param text n
@param text Neu
@param int 3
INSERT INTO users ({login}, {name}) SELECT concat(?, id), ? FROM users WHERE id < ?
=== an insert from a query with order and limit
INSERT INTO users ({login}, {name}) SELECT concat('n', id), {name} FROM users ORDER BY id DESC LIMIT 2
=== an insert from a union
INSERT INTO users ({login}, {name}) SELECT 'n1', {name} FROM users WHERE id = 1 UNION ALL SELECT 'n2', {note} FROM orders WHERE id = 11
=== an insert from groups
INSERT INTO users ({login}, {name}, visits) SELECT concat('n', coalesce(max(id), 0)), {name}, count(*) FROM users GROUP BY {name} ORDER BY max(id)
=== an insert into another table
INSERT INTO archive (id, user_id, full_name) SELECT id + 500, id, {name} FROM users
=== an insert from a distinct query
INSERT INTO archive (id, full_name) SELECT DISTINCT 700 + length({code}), {code} FROM users WHERE id = 1
=== a split column from a query
INSERT INTO users ({login}, {{person :: first_name, last_name}}) SELECT concat('n', id), {{person :: last_name, first_name}} FROM users WHERE id < 3
=== a merged column from a query
INSERT INTO users ({login}, {{street, town :: address}}) SELECT concat('n', id), {{town, street :: address}} FROM users WHERE id < 3
=== a table made of a query
@on POSTGRESQL
CREATE TABLE copy AS SELECT id, {name}, {login}, price, {{person :: first_name}} FROM users
;;
SELECT * FROM copy ORDER BY id
=== a table made of a query of a star
@on POSTGRESQL
CREATE TEMPORARY TABLE copy AS SELECT * FROM orders
;;
SELECT * FROM copy ORDER BY id
=== a table made of a query on the other databases
@on MYSQL,MARIADB
@refused CREATE names table
CREATE TEMPORARY TABLE copied AS SELECT id, {name}, {login} FROM users
;;
SELECT * FROM copied ORDER BY id
;;
DROP TEMPORARY TABLE copied
=== select into of a plain column
@on POSTGRESQL
SELECT id, {name} INTO TEMPORARY copied FROM users
;;
SELECT * FROM copied ORDER BY id
=== a common table that updates
@on POSTGRESQL
WITH changed AS (UPDATE users SET {name} = upper({name}), price = price + 1 WHERE id < 3 RETURNING id, {name}, price) SELECT * FROM changed ORDER BY id
=== a common table that deletes moves rows
@on POSTGRESQL
WITH gone AS (DELETE FROM orders WHERE id > 11 RETURNING *) INSERT INTO archive SELECT * FROM gone
=== a common table that inserts
@on POSTGRESQL
WITH added AS (INSERT INTO users ({login}, {name}) VALUES ('n1', 'A'), ('n2', 'B') RETURNING {name} AS n, {login}) SELECT n FROM added ORDER BY n
=== an update behind a common table
@on POSTGRESQL,MYSQL
WITH best AS (SELECT id, {name} AS n FROM users WHERE price IS NOT NULL) UPDATE users SET {name} = 'top' WHERE id IN (SELECT id FROM best WHERE n = 'Ada')
=== an update from another table
@on POSTGRESQL
UPDATE users u SET {name} = o.{note}, price = o.total FROM orders o WHERE o.user_id = u.id AND o.id <> 11
=== an update from a query
@on POSTGRESQL
UPDATE users SET {name} = s.n, {{town = s.n :: last_name = s.n}} FROM (SELECT {login} AS n, id AS i FROM users) s WHERE s.i = users.id AND users.{name} = 'Ada'
=== an update from itself
@on POSTGRESQL
UPDATE users a SET {name} = b.{name} FROM users b WHERE b.id = a.id + 1
=== an update that joins
@on MYSQL,MARIADB
UPDATE users u JOIN orders o ON o.user_id = u.id SET u.{name} = o.{note}, o.{note} = u.{login} WHERE o.id <> 11
=== an update that joins a converted column
@on MYSQL,MARIADB
UPDATE users u JOIN orders o ON o.user_id = u.id SET u.price = o.total, u.{{person = 'Eva Ott' :: first_name = 'Eva'}} WHERE o.id <> 11
=== an update of a list of tables
@on MYSQL,MARIADB
UPDATE users, orders SET users.{name} = 'both', orders.{note} = 'both' WHERE users.id = orders.user_id AND orders.id = 12
=== an update that joins a query
@on MYSQL,MARIADB
UPDATE users u JOIN (SELECT user_id, count(*) AS n FROM orders GROUP BY user_id) c ON c.user_id = u.id SET u.{name} = concat('has ', c.n)
=== an update with a left join
@on MYSQL,MARIADB
UPDATE users u LEFT JOIN orders o ON o.user_id = u.id SET u.{name} = 'none' WHERE o.id IS NULL
=== a delete from several tables
@on MYSQL,MARIADB
DELETE u, o FROM users u JOIN orders o ON o.user_id = u.id WHERE u.{name} = o.name
=== a delete from one of several tables
@on MYSQL,MARIADB
DELETE o FROM users u JOIN orders o ON o.user_id = u.id WHERE u.{login} = 'ada' AND o.{note} = 'first'
=== a delete using tables
@on MYSQL,MARIADB
DELETE FROM o USING users u JOIN orders o ON o.user_id = u.id WHERE u.price > {{10 :: 1000}}
=== a delete using another table
@on POSTGRESQL
DELETE FROM users u USING orders o WHERE o.user_id = u.id AND o.{note} = 'first' AND u.{name} = o.name
=== a delete by the columns
DELETE FROM users WHERE {name} = 'Ada' AND price IS NULL AND {{person :: last_name}} LIKE '%K'
=== a delete with an order and a limit
@on MYSQL,MARIADB
DELETE FROM users WHERE {name} IS NOT NULL ORDER BY {name} DESC, id LIMIT 2
=== an update with an order and a limit
@on MYSQL,MARIADB
@param text X
@param int 2
UPDATE users SET {name} = ? ORDER BY price DESC, {login} LIMIT ?
=== an update whose order is what changes
@on MYSQL,MARIADB
UPDATE users SET {name} = concat('x', id), {code} = 'q' ORDER BY {name}, {code}, id LIMIT 3
=== an insert returns a star
@on POSTGRESQL,MARIADB
INSERT INTO orders (id, name, {note}) VALUES (60, 'n', 'r') RETURNING *
=== an update returns a star
@on POSTGRESQL
UPDATE orders SET {note} = upper({note}) WHERE id < 12 RETURNING *
=== an update returns old and new rows
@on POSTGRESQL
UPDATE users SET {name} = 'N', price = 3 WHERE id = 1 RETURNING old.{name}, new.{name}, old.price, new.price AS p, {{person :: last_name}}
=== a delete returns a star
@on POSTGRESQL,MARIADB
DELETE FROM orders WHERE id = 10 RETURNING *
=== a delete returns columns of every kind
@on POSTGRESQL,MARIADB
DELETE FROM users WHERE id = 1 RETURNING id, {name}, {code}, {{person, town :: last_name, address}}
=== an insert returns expressions
@on POSTGRESQL,MARIADB
INSERT INTO users (id, {login}, {name}) VALUES (60, 'new', 'Ada') RETURNING upper({name}) AS n, {login}, {{street :: address}}
=== an insert from a query returns
@on POSTGRESQL,MARIADB
INSERT INTO users (id, {login}, {name}) SELECT id + 60, concat('n', id), {name} FROM users WHERE id < 3 RETURNING {login}, {name}
=== a replacement returns
@on MARIADB
REPLACE INTO users (id, {login}, {name}) VALUES (1, 'ada', 'R') RETURNING id, {name}, {login}
=== all rows are written
UPDATE users SET {name} = 'same', {{street = 'One' :: address = 'One Way'}}
=== an update with a subquery in its condition
UPDATE users SET {name} = 'ordered' WHERE id IN (SELECT o.user_id FROM orders o WHERE o.{note} IS NOT NULL)
=== a correlated subquery as a value
@may-refuse MYSQL,MARIADB DUAL_WRITE..SWITCH_READS_OF_TARGET needs a value more than once
UPDATE users SET {name} = (SELECT max(o.{note}) FROM orders o WHERE o.user_id = users.id)
=== a row of a subquery
@on POSTGRESQL
UPDATE users SET ({name}, status) = (SELECT o.{note}, o.name FROM orders o WHERE o.user_id = users.id ORDER BY o.id LIMIT 1)
=== an update that joins gives a value of its own to each row
@on MYSQL,MARIADB
@masked
@may-refuse DUAL_WRITE..COMPLETE may differ
UPDATE users u JOIN orders o ON o.user_id = u.id SET u.{name} = uuid()
=== an update that joins computes from what it assigns
@on MYSQL,MARIADB
@may-refuse depends on what is assigned
UPDATE users u JOIN orders o ON o.user_id = u.id SET u.{{town = concat(u.town, 'x') :: last_name = concat(u.last_name, 'x')}} WHERE o.id = 10
=== literals of a query get the column's type
INSERT INTO users ({login}, {name}, {seen}) SELECT concat('n', id), upper({name}), '2026-05-06 07:08:09' FROM users WHERE id < 3
=== parameters of a query get the column's type
@param text 2026-05-06 07:08:09
@on MYSQL,MARIADB
INSERT INTO users ({login}, {name}, {seen}) SELECT concat('n', id), upper({name}), ? FROM users WHERE id < 3
=== a row of a subquery with a converted column
@on POSTGRESQL
UPDATE users SET (price, status) = (SELECT o.total, o.name FROM orders o WHERE o.user_id = users.id ORDER BY o.id LIMIT 1)
=== a converted column from a subquery
@may-refuse MYSQL,MARIADB DUAL_WRITE..COMPLETE needs a value more than once
@may-refuse MYSQL,MARIADB DUAL_WRITE..COMPLETE a value that
UPDATE users SET price = (SELECT max(o.total) FROM orders o WHERE o.user_id = users.id) WHERE id < 3
=== an update that joins by a column that migrates
@on MYSQL,MARIADB
@may-refuse an UPDATE of that table
UPDATE users u JOIN {{orders :: archive}} o USING ({name}) SET u.status = 'joined'
=== an update with a subquery, of rows that the server joins
@on MYSQL,MARIADB
UPDATE users SET {login} = concat({login}, '!'), {{person = 'Eva Ott' :: last_name = 'Ott'}} WHERE id IN (SELECT user_id FROM orders)
=== an update with a subquery, of a price
@on MYSQL,MARIADB
UPDATE users SET price = 5 WHERE id IN (SELECT user_id FROM orders) AND {name} = 'Ada'
=== an update that reads what it assigns in front, in no certain order
@on MYSQL,MARIADB
@code source
@refused DUAL_WRITE..COMPLETE reads a column that it assigns in front
UPDATE users u JOIN orders o ON o.user_id = u.id SET u.street = 'New', u.town = u.street
=== columns that stay are assigned from a query beside a price
@on POSTGRESQL
UPDATE users SET price = 5, (status, visits) = (SELECT o.name, o.id FROM orders o WHERE o.id = users.id + 9) WHERE id < 3
=== a removal by a column that goes, which gives nothing back
@on MARIADB
@code source
DELETE FROM users WHERE origin <> 'none' RETURNING id
=== what goes is given back under another name
@on MARIADB
DELETE FROM users WHERE id = 5 RETURNING {name} AS made, {login}
=== only a column that goes is assigned, from a query
@on POSTGRESQL
@code source
UPDATE users SET (origin) = (SELECT 'none') WHERE id = 1
