-- One evaluation: both columns get the same value.
=== random
@volatile
INSERT INTO facts ({n}) VALUES ((random() * 1000000)::int)
=== random in several rows
@volatile
INSERT INTO facts ({n}, note) VALUES ((random() * 1000000)::int, 'a'), ((random() * 1000000)::int, 'b')
=== a sequence
INSERT INTO facts ({n}) VALUES (nextval('ticket'))
=== a sequence is drawn once per row
INSERT INTO facts ({n}) VALUES (nextval('ticket')), (nextval('ticket'))
;;
SELECT last_value FROM ticket
=== a sequence in several columns
@note PostgreSQL draws in the order of the table's columns, in which the target stands last.
@volatile
INSERT INTO {users} (email, {name}, balance) VALUES ('gus@example.com', 'n' || nextval('ticket'), nextval('ticket'))
=== a random uuid
@volatile
INSERT INTO {users} (email, {name}) VALUES ('gus@example.com', gen_random_uuid()::text)
=== the clock
@volatile
INSERT INTO facts ({seen}) VALUES (clock_timestamp())
=== now and current_timestamp
@volatile
INSERT INTO facts ({seen}) VALUES (now()), (CURRENT_TIMESTAMP), (statement_timestamp())
=== a volatile value with a parameter
@volatile
@param text x
INSERT INTO {users} (email, {name}) VALUES ('gus@example.com', ? || random())
=== a volatile value returned
@volatile
INSERT INTO {users} (email, {name}) VALUES ('gus@example.com', md5(random()::text)) RETURNING {name}
=== a volatile select
@volatile
INSERT INTO {users} (email, {name}) SELECT 'gen' || g || '@x', md5(random()::text) FROM generate_series(1, 3) g
=== a volatile select draws a sequence once per row
INSERT INTO {users} (email, {name}) SELECT 'gen' || g || '@x', 'n' || nextval('ticket') FROM generate_series(1, 3) g
=== a volatile common table expression
@volatile
WITH v AS (SELECT random()::text AS r) INSERT INTO {users} (email, {name}) SELECT 'gus@example.com', r FROM v
=== an update with random
@volatile
UPDATE {users} SET {name} = md5(random()::text) WHERE id < 4
=== an update with a sequence
@unordered
UPDATE {users} SET {name} = 'n' || nextval('ticket') WHERE id = 2
=== an update with a sequence draws it once
UPDATE facts SET {n} = nextval('ticket') WHERE id = 1
;;
SELECT last_value FROM ticket
=== an update with a volatile subquery
@volatile
UPDATE {users} SET {name} = (SELECT random()::text) WHERE id = 1
=== an update of every row with a uuid
@volatile
UPDATE {users} SET {name} = left(gen_random_uuid()::text, 8)
=== an upsert with a volatile value
@volatile
INSERT INTO {users} (email, {name}) VALUES ('ada@example.com', md5(random()::text)) ON CONFLICT (email) DO UPDATE SET {name} = EXCLUDED.{name}
=== an upsert whose update is volatile
@volatile
INSERT INTO {users} (email, {name}) VALUES ('ada@example.com', 'x') ON CONFLICT (email) DO UPDATE SET {name} = md5(random()::text)
=== a function of the application's whose volatility nobody declared
@volatile
CREATE FUNCTION pg_temp.shuffle() RETURNS text LANGUAGE sql AS 'SELECT random()::text'
;;
INSERT INTO {users} (email, {name}) VALUES ('gus@example.com', pg_temp.shuffle())
=== a volatile value of a column that doesn't migrate
INSERT INTO {users} (email, {name}, balance) VALUES ('gus@example.com', 'Gus', nextval('ticket'))
