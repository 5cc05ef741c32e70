-- Locking reads. Who waits for whom is in TrapsIT itself.
=== for update
SELECT id, {name} FROM users WHERE id = 1 FOR UPDATE
=== for update of a converted column
SELECT id, price FROM users WHERE id = 1 FOR UPDATE
=== for update of a star
SELECT * FROM users WHERE id < 3 ORDER BY id FOR UPDATE
=== for update of one of two
@on POSTGRESQL,MYSQL
SELECT u.{name}, o.{note} FROM users u JOIN orders o ON o.user_id = u.id ORDER BY o.id FOR UPDATE OF u
=== for share of one and update of the other
@on POSTGRESQL,MYSQL
SELECT u.{name}, o.{note} FROM users u JOIN orders o ON o.user_id = u.id ORDER BY o.id FOR UPDATE OF u SKIP LOCKED FOR SHARE OF o NOWAIT
=== for share
@on POSTGRESQL,MYSQL
SELECT {name} FROM users WHERE {name} = 'Ada' ORDER BY id FOR SHARE
=== in share mode
@on MYSQL,MARIADB
SELECT {name}, price FROM users WHERE {login} = 'ada' LOCK IN SHARE MODE
=== for no key update
@on POSTGRESQL
SELECT {name} FROM users WHERE {login} = 'ada' FOR NO KEY UPDATE NOWAIT
=== for update skips what is locked
SELECT id, {name} FROM users ORDER BY {name}, id LIMIT 2 FOR UPDATE SKIP LOCKED
=== for update doesn't wait
SELECT id, {name} FROM users WHERE {login} = 'ada' FOR UPDATE NOWAIT
=== for update waits for a while
@on MARIADB
SELECT id, {name} FROM users WHERE {login} = 'ada' FOR UPDATE WAIT 1
=== for update in a subquery
UPDATE users SET {name} = 'First' WHERE id IN (SELECT x.id FROM (SELECT id FROM users ORDER BY {name}, id LIMIT 2 FOR UPDATE) x)
=== for update of a table joined by a column that migrates
@refused MYSQL,MARIADB a query that locks its rows
SELECT u.id FROM users u JOIN {{orders :: archive}} o USING ({name}) ORDER BY u.id FOR UPDATE
