-- Columns that aren't given, DEFAULT, and inserts by position.
=== all columns but the required are left out
INSERT INTO users ({login}) VALUES ('new')
=== the default as a value
INSERT INTO users ({login}, {name}, price) VALUES ('new', DEFAULT, DEFAULT)
=== the default beside a value in another row
INSERT INTO users ({login}, {name}, price) VALUES ('n1', DEFAULT, 7), ('n2', 'Ada', DEFAULT)
=== the default of a split or merged column
INSERT INTO users ({login}, {{person, street :: first_name, address}}) VALUES ('n1', DEFAULT, DEFAULT)
=== an update to the default
UPDATE users SET {name} = DEFAULT, price = DEFAULT, status = DEFAULT WHERE id = 1
=== an update of split and merged columns to their defaults
UPDATE users SET {{person = DEFAULT, street = DEFAULT :: first_name = DEFAULT, address = DEFAULT}} WHERE id = 1
=== the default of an identity
INSERT INTO users (id, {login}) VALUES (DEFAULT, 'new')
=== an identity that is given
INSERT INTO users (id, {login}, {name}) VALUES (77, 'new', 'Ada')
=== an identity that is given as NULL
@on MYSQL,MARIADB
INSERT INTO users (id, {login}, {name}) VALUES (NULL, 'new', 'Ada')
=== default values
@on POSTGRESQL
INSERT INTO orders DEFAULT VALUES
=== an insert of nothing
@on MYSQL,MARIADB
INSERT INTO orders () VALUES ()
=== an insert of nothing by position
@on MYSQL,MARIADB
INSERT INTO orders VALUES ()
=== nothing for a required column
@fails
INSERT INTO users ({name}) VALUES ('Ada')
=== null for a required column
@fails
@param null-text
INSERT INTO users ({login}) VALUES (?)
=== by position
INSERT INTO orders VALUES (50, 1, 'n', 'remark', 5.00)
=== by position with parameters
@param long 50
@param long 2
@param text n
@param null-text
@param decimal 5
INSERT INTO orders VALUES (?, ?, ?, ?, ?)
=== by position in several rows
INSERT INTO orders VALUES (50, 1, 'n', 'a', 5.00), (51, 1, NULL, 'b', 6)
=== by position with too few values
@on POSTGRESQL
INSERT INTO orders VALUES (50, 1, 'n', 'remark')
=== by position with too few values is an error
@on MYSQL,MARIADB
@fails
INSERT INTO orders VALUES (50, 1, 'n', 'remark')
=== by position with too many values
@fails
INSERT INTO orders VALUES (50, 1, 'n', 'remark', 5.00, 6)
=== by position with a default
INSERT INTO orders VALUES (DEFAULT, 1, 'n', 'remark', DEFAULT)
=== by position into all kinds of columns
INSERT INTO users VALUES ({{60, 'n@x', 'Ada', 'new', 'c', 1.25, 'Ada Byron', 'Elm', 'Bonn', 's', 1, NULL, 'none' :: 60, 'n@x', 'Ada', 'new', 'c', 125, 's', 1, NULL, 'Ada', 'Byron', 'Elm Bonn'}})
=== by position from a query
INSERT INTO orders SELECT id + 100, user_id, {{full_name :: full_name}}, note, total FROM archive
=== by position from a star
INSERT INTO orders SELECT * FROM archive WHERE id = 90
=== assignments with a default
@on MYSQL,MARIADB
INSERT INTO users SET {login} = 'new', {name} = DEFAULT, price = 3
=== the default of a named column
@on MYSQL,MARIADB
@refused a value is computed from column
INSERT INTO users ({login}, status) VALUES ('new', DEFAULT({name}))
=== defaults of columns that have none
@on POSTGRESQL
INSERT INTO orders (user_id, name, {note}) VALUES (1, DEFAULT, DEFAULT)
;;
SELECT count(*) FROM orders
=== a column under both names
@fails
INSERT INTO users ({login}, name, full_name) VALUES ('new', 'a', 'b')
=== by position under an alias
@on POSTGRESQL
INSERT INTO orders AS o VALUES (50, 1, 'n', 'r', 5)
=== a value from a column before it in the row
@on MYSQL,MARIADB
@refused of the same row
INSERT INTO users ({login}, {name}, status) VALUES ('new', 'N', {name})
=== the default of a column that is computed
@on MYSQL,MARIADB
@code source
@refused SWITCH_READS_OF_TARGET..COMPLETE which is computed from others
UPDATE users SET visits = DEFAULT(price) WHERE id = 1
=== a column that goes is given
@code source
INSERT INTO users ({login}, origin) VALUES ('new', 'none')
=== a column that goes is assigned
@code source
UPDATE users SET origin = 'none', {name} = 'N'
=== only a column that goes is assigned
@code source
UPDATE users SET origin = 'none' WHERE id = 1
=== a part of a conversion can't be inserted
@fails
INSERT INTO users ({login}, price_new) VALUES ('new', 3)
=== nothing but defaults, one of which differs each time
@masked
@on POSTGRESQL
INSERT INTO tickets DEFAULT VALUES
=== by position from a common table
@on POSTGRESQL
WITH c AS (SELECT 50 AS a, 1 AS b, 'n' AS d, 'r' AS e) INSERT INTO orders SELECT * FROM c
=== a column that needs a value gets none, and that is ignored
@on MYSQL,MARIADB
INSERT IGNORE INTO kinds (id) VALUES (3)
