-- Both sides get the same value, whatever gives another one each time.
=== an insert of a random value
@on POSTGRESQL
@masked
INSERT INTO users ({login}, {name}) VALUES ('new', md5(random()::text))
=== an insert of a uuid
@on MYSQL,MARIADB
@masked
INSERT INTO users ({login}, {name}) VALUES ('new', uuid())
=== each row of an insert gets a value of its own
@on POSTGRESQL
INSERT INTO users ({login}, {name}) VALUES ('n1', 'n' || nextval('ticket')), ('n2', 'n' || nextval('ticket'))
;;
SELECT count(DISTINCT {name}) FROM users WHERE {name} LIKE 'n%0%'
=== each row of an insert gets a uuid of its own
@on MYSQL,MARIADB
INSERT INTO users ({login}, {name}) VALUES ('n1', uuid()), ('n2', uuid())
;;
SELECT count(DISTINCT {name}) FROM users WHERE {login} LIKE 'n%'
;;
UPDATE users SET {name} = 'x'
=== a sequence is drawn once
@on POSTGRESQL
INSERT INTO users ({login}, {name}) VALUES ('new', nextval('ticket')::text)
;;
SELECT last_value FROM ticket
=== a random value of a split column
@on POSTGRESQL
@masked
INSERT INTO users ({login}, {{person :: first_name, last_name}}) VALUES ('new', {{md5(random()::text) || ' ' || md5(random()::text) :: md5(random()::text), md5(random()::text)}})
=== a random value of a split column of two words
@on MYSQL,MARIADB
@masked
INSERT INTO users ({login}, {{person :: first_name, last_name}}) VALUES ('new', {{concat(left(uuid(), 8), ' ', left(uuid(), 8)) :: left(uuid(), 8), left(uuid(), 8)}})
=== a random value of a merged column
@on POSTGRESQL
@masked
INSERT INTO users ({login}, {{street, town :: address}}) VALUES ('new', {{md5(random()::text), md5(random()::text) :: md5(random()::text) || ' ' || md5(random()::text)}})
=== a random value of a merged column of two words
@on MYSQL,MARIADB
@masked
@may-refuse target a value that may differ each time it is computed
INSERT INTO users ({login}, {{street, town :: address}}) VALUES ('new', {{left(uuid(), 8), left(uuid(), 8) :: concat(left(uuid(), 8), ' ', left(uuid(), 8))}})
=== a random price
@on POSTGRESQL
@masked
INSERT INTO users ({login}, price) VALUES ('new', {{(random() * 1000)::numeric(10,2) :: (random() * 1000)::bigint}})
=== a random price on the other databases
@on MYSQL,MARIADB
@masked
INSERT INTO users ({login}, price) VALUES ('new', {{round(rand() * 1000, 2) :: floor(rand() * 1000)}})
=== the clock
@on POSTGRESQL
@masked
INSERT INTO users ({login}, {seen}) VALUES ('new', clock_timestamp())
=== the clock of the statement
@masked
INSERT INTO users ({login}, {seen}) VALUES ('new', now())
=== the clock of the call
@on MYSQL,MARIADB
@masked
INSERT INTO users ({login}, {seen}) VALUES ('new', sysdate())
=== a subquery
INSERT INTO users ({login}, {name}) VALUES ('new', (SELECT max(o.{note}) FROM orders o))
=== a volatile subquery
@on POSTGRESQL
@masked
INSERT INTO users ({login}, {name}) VALUES ('new', (SELECT md5(random()::text)))
=== a volatile subquery on the other databases
@on MYSQL,MARIADB
@masked
INSERT INTO users ({login}, {name}) VALUES ('new', (SELECT uuid()))
=== a function whose volatility nobody declared
@on POSTGRESQL
@masked
CREATE FUNCTION pg_temp.shuffle() RETURNS text LANGUAGE sql AS 'SELECT random()::text'
;;
INSERT INTO users ({login}, {name}) VALUES ('new', pg_temp.shuffle())
=== an update gives each row a value of its own
@on POSTGRESQL
UPDATE users SET {name} = 'n' || nextval('ticket')
;;
SELECT count(DISTINCT {name}) FROM users
=== an update gives each row a uuid of its own
@on MYSQL,MARIADB
UPDATE users SET {name} = uuid()
;;
SELECT count(DISTINCT {name}) FROM users
;;
UPDATE users SET {name} = 'x'
=== an update of a converted column gives each row a value of its own
@on POSTGRESQL
UPDATE users SET price = nextval('ticket')
;;
SELECT count(DISTINCT price) FROM users
=== an update of a converted column with a random value
@on MYSQL,MARIADB
@masked
UPDATE users SET price = {{round(rand() * 1000, 2) :: floor(rand() * 1000)}} WHERE id = 1
=== an update of a split column with random words
@on POSTGRESQL
@masked
UPDATE users SET {{person = md5(random()::text) || ' ' || md5(random()::text) :: first_name = md5(random()::text)}} WHERE id < 3
=== an update with a volatile subquery
@on POSTGRESQL
@masked
UPDATE users SET {name} = (SELECT md5(random()::text))
=== an insert from a query with random values
@on POSTGRESQL
@masked
INSERT INTO users ({login}, {name}, price) SELECT 'n' || id, md5(random()::text), {{random() * 100 :: (random() * 100)::bigint}} FROM users
=== an insert from a query with uuids
@on MYSQL,MARIADB
@masked
INSERT INTO users ({login}, {name}, price) SELECT concat('n', id), uuid(), floor(rand() * 100) FROM users
=== an insert from a query draws a sequence once a row
@on POSTGRESQL
INSERT INTO users ({login}, {name}) SELECT 'n' || o.id, 'n' || nextval('ticket') FROM orders o ORDER BY o.id
;;
SELECT last_value FROM ticket
=== an upsert whose update is random
@on POSTGRESQL
@masked
INSERT INTO users (id, {login}) VALUES (1, 'x') ON CONFLICT (id) DO UPDATE SET {name} = md5(random()::text), price = {{random() * 100 :: (random() * 100)::bigint}}
=== an update on a duplicate key with a uuid
@on MYSQL,MARIADB
@masked
INSERT INTO users (id, {login}) VALUES (1, 'x') ON DUPLICATE KEY UPDATE {name} = uuid()
=== a replacement with a uuid
@on MYSQL,MARIADB
@masked
REPLACE INTO users (id, {login}, {name}) VALUES (1, 'ada', uuid())
=== a variable that counts
@on MYSQL,MARIADB
SET @n = 10
;;
INSERT INTO users ({login}, {name}) VALUES ('n1', @n := @n + 1), ('n2', @n := @n + 1)
;;
SELECT @n
=== an update with a volatile subquery on the other databases
@on MYSQL,MARIADB
@masked
@may-refuse may differ each time
UPDATE users SET {name} = (SELECT left(uuid(), 8)) WHERE id < 4
=== a default that differs each time
@masked
INSERT INTO tickets (note) VALUES ('x'), ('y')
=== a default that differs each time, asked for
@masked
INSERT INTO tickets ({{token :: code}}) VALUES (DEFAULT), ('own')
=== an update to a default that differs each time
@masked
UPDATE tickets SET {{token :: code}} = DEFAULT
=== an update to a default that differs each time, in no certain order
@masked
@on MYSQL,MARIADB
UPDATE tickets SET {{token :: code}} = DEFAULT WHERE id IN (SELECT 1 FROM orders)
