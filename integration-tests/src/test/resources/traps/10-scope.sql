-- A name means the column of the table that it always meant.
=== another table's column of the same name
SELECT o.name, u.{name} FROM users u JOIN orders o ON o.user_id = u.id ORDER BY o.id
=== another table's column of the name to come
SELECT a.full_name, u.{name} FROM users u JOIN archive a ON a.user_id = u.id ORDER BY a.id
=== an unqualified name that only one table has
SELECT {{full_name :: name}}, {login} FROM users u JOIN {{archive a :: orders a}} ON a.user_id = u.id ORDER BY a.id
=== an ambiguous name
@fails
SELECT {name} FROM users u JOIN {{orders :: archive}} o ON o.user_id = u.id
=== a name that would become ambiguous
SELECT {login}, {name} FROM users u JOIN {{archive :: orders}} a ON a.user_id = u.id ORDER BY a.id
=== an alias that shadows the table
SELECT users.name FROM orders users ORDER BY users.id
=== an alias that shadows another table
SELECT orders.{name}, o.name FROM users orders JOIN orders o ON o.user_id = orders.id ORDER BY o.id
=== a correlated subquery
SELECT u.id, (SELECT count(*) FROM orders o WHERE o.name = u.{name}) AS n FROM users u ORDER BY u.id
=== a correlated name of the outer query
SELECT id FROM users u WHERE EXISTS (SELECT 1 FROM orders o WHERE o.user_id = u.id AND o.{note} <> {login}) ORDER BY id
=== a correlated name that the inner table hides
SELECT id FROM users u WHERE EXISTS (SELECT 1 FROM {{orders :: archive}} o WHERE o.user_id = u.id AND {name} = 'Ada') ORDER BY id
=== a converted column within a subquery that hides its parts
SELECT u.id, (SELECT count(*) FROM users v WHERE v.price = u.price) AS n FROM users u ORDER BY u.id
=== a common table with the table's name
@on POSTGRESQL,MYSQL
WITH users AS (SELECT id, name FROM orders) SELECT name FROM users ORDER BY id
=== a common table with the table's name and the old table within
WITH users AS (SELECT id, {name} AS n FROM users) SELECT n FROM users ORDER BY id
=== a recursive common table
WITH RECURSIVE chain AS (SELECT id, {name} FROM users WHERE id = 1 UNION ALL SELECT u.id, u.{name} FROM users u JOIN chain c ON u.id = c.id + 1 WHERE u.id < 4) SELECT * FROM chain ORDER BY id
=== lateral
@on POSTGRESQL,MYSQL
SELECT u.{name}, x.n FROM users u, LATERAL (SELECT count(*) AS n FROM orders o WHERE o.name = u.{name}) x ORDER BY u.id
=== two migrating tables joined
SELECT u.{name}, o.{note}, u.price FROM users u LEFT JOIN orders o ON o.user_id = u.id AND o.{note} <> u.{login} ORDER BY u.id, o.id
=== a self-join
SELECT a.id, b.{name}, a.price FROM users a JOIN users b ON a.{name} = b.{name} AND a.id < b.id ORDER BY a.id, b.id
=== a self-join of converted columns
SELECT a.id, b.id FROM users a JOIN users b ON a.price = b.price AND {{a.person <> b.person :: a.last_name <> b.last_name}} ORDER BY a.id, b.id
=== quoted names
@on POSTGRESQL
SELECT "users"."{name}", "price" FROM "users" WHERE "id" = 1
=== quoted names on the other databases
@on MYSQL,MARIADB
SELECT `users`.`{name}`, `price` FROM `users` WHERE `id` = 1
=== names in capitals
SELECT U.{{NAME :: FULL_NAME}} FROM {{users :: users}} U ORDER BY U.ID
=== a table in capitals
@on POSTGRESQL
SELECT {name} FROM USERS ORDER BY ID
=== a quoted name of another case is another table
@on POSTGRESQL
@fails
SELECT {name} FROM "Users"
=== a table name in capitals is another table
@on MYSQL,MARIADB
@fails
SELECT {name} FROM USERS
=== a quoted name of another case is the same column
@on MYSQL,MARIADB
SELECT `{{Name :: Full_Name}}`, `PRICE` FROM users ORDER BY id
=== a temporary table that shadows
@on POSTGRESQL
@refused CREATE names table
CREATE TEMPORARY TABLE users (name text, full_name text)
;;
INSERT INTO users VALUES ('a', 'b')
;;
SELECT name, full_name FROM users
=== a function's alias with the table's name
@on POSTGRESQL
SELECT users FROM generate_series(1, 2) AS users ORDER BY users
=== a column's alias with the table's name
SELECT {name} AS users FROM users ORDER BY users, id
=== a name within a string
SELECT id FROM users WHERE {name} = 'name' OR {name} = 'full_name' ORDER BY id
=== an update whose subquery has the same names
@may-refuse MYSQL,MARIADB DUAL_WRITE..SWITCH_READS_OF_TARGET needs a value more than once
UPDATE users SET {name} = (SELECT max(name) FROM orders WHERE user_id = users.id) WHERE id < 3
=== a delete whose subquery hides the column
DELETE FROM users WHERE id IN (SELECT user_id FROM {{orders :: archive}} WHERE {name} = 'Ada')
=== a converted column beneath an alias that shadows its table
SELECT id, (SELECT count(*) FROM orders users WHERE users.user_id = 1 AND price > 0) AS n FROM users ORDER BY id
=== an alias that names the columns
@on POSTGRESQL
SELECT o.d, a FROM orders AS o (a, b, c, d) ORDER BY a
=== a part of a conversion isn't a column
@fails
SELECT price_new FROM users
=== a qualified part of a conversion isn't a column
@fails
SELECT u.price_new FROM users u
=== a cast to the row's type
@on POSTGRESQL
@refused a cast to the row type
SELECT ROW(1, 2, 'a', 'b', 1)::orders
=== the search path may change within the text
@on POSTGRESQL
@refused may change the search path
SELECT set_config('search_path', current_setting('search_path'), true); SELECT {name} FROM users
=== a derived table's column of the same name
SELECT d.{name}, u.{login} FROM users u JOIN (SELECT id, {note} AS {name} FROM orders) d ON d.id = u.id + 9 ORDER BY u.id
=== a column that only the database has
@fails
SELECT price_new FROM users
=== a name beside a common table with names of its own
WITH c (a) AS (SELECT id FROM orders) SELECT {name}, a FROM users, c WHERE users.id = 1 ORDER BY a
=== names for the first columns
@on POSTGRESQL
SELECT u.d, u.c FROM users AS u (a, b, c, d) ORDER BY u.a
