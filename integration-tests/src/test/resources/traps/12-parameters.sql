-- One parameter that goes to several places; question marks that are none; escapes.
=== each way to set a text
@row text a ; int 1
@row object b ; int 2
@row object-varchar c ; int 3
@row reader d ; int 4
@row reader-to-its-end e ; int 5
UPDATE users SET {name} = ? WHERE id = ?
=== other ways to set a text
@on MYSQL,MARIADB
@row national a ; int 1
@row national-reader b ; int 2
@row ascii c ; int 3
@row clob d ; int 4
UPDATE users SET {name} = ? WHERE id = ?
=== a stream of bytes for a text
@on POSTGRESQL
@param ascii abc
UPDATE users SET {name} = ? WHERE id = 1
=== a reader for a split column
@param reader {{Eva Ott :: Eva}}
@param int 1
UPDATE users SET {{person :: first_name}} = ? WHERE id = ?
=== a reader for a column that is inserted
@param text new
@param reader a long text that is read only once
INSERT INTO users ({login}, {name}) VALUES (?, ?)
=== each way to set a null
@row null-text ; int 1
@row null-char ; int 2
@row null-long-text ; int 3
@row null ; int 4
@row null-object ; int 5
UPDATE users SET {name} = ? WHERE id = ?
=== more ways to set a null
@row null-named ; int 1
@row null-object-varchar ; int 2
UPDATE users SET {name} = ? WHERE id = ?
=== nulls of a converted column
@row null-decimal ; int 1
@row null ; int 2
@row null-object ; int 4
UPDATE users SET price = ? WHERE id = ?
=== objects with types
@param object-decimal 3.25
@param object-local 2026-05-06T07:08:09
@param object-int 1
UPDATE users SET price = {{? :: ? * 100}}, {seen} = ? WHERE id = ?
=== a date as an object
@param object-date 2026-05-06
UPDATE users SET {seen} = ? WHERE id = 1
=== a timestamp
@param timestamp 2026-05-06 07:08:09
@param timestamp 2026-05-06 07:08:09
UPDATE users SET {seen} = ? WHERE id = 1 AND {seen} < ?
=== an array
@on POSTGRESQL
@param texts Ada|Bob
@param texts x|y
UPDATE users SET status = array_to_string(?::text[], '+') WHERE {name} = ANY (?)
=== an array for the column
@on POSTGRESQL
@param texts Ada|Bob
@param texts Ada|Bob
UPDATE users SET {name} = (?)[2] WHERE {name} = ANY (?)
=== parameters behind the one that is repeated
@param text n
@param decimal 2
@param text s
@param text ada
UPDATE users SET {name} = ?, price = ?, status = ? WHERE {login} = ?
=== a batch of inserts
@row text n1 ; text A ; decimal 1
@row text n2 ; null-text ; null-decimal
@row text n3 ; reader C ; decimal 3
INSERT INTO users ({login}, {name}, price) VALUES (?, ?, ?)
=== a batch that fails half way
@fails
@row text n1 ; text A
@row text ada ; text B
INSERT INTO users ({login}, {name}) VALUES (?, ?)
=== a statement run with a parameter that isn't set
@fails
@param text Ada
SELECT id FROM users WHERE {name} = ? AND {login} = ?
=== parameters are described
@on POSTGRESQL,MARIADB
@described
@param text Ada
@param text new
INSERT INTO users ({name}, {login}) VALUES (?, ?)
=== parameters of an update are described
@on POSTGRESQL,MARIADB
@described
@param text Ada
@param {{decimal 2.5 :: long 250}}
@param long 1
UPDATE users SET {name} = ?, price = ? WHERE id = ?
=== parameters of a query are described
@on POSTGRESQL,MARIADB
@described
@param text Ada
@param long 1
SELECT id, {name} FROM users WHERE {name} = ? AND id = ?
=== a question mark in a string
@param text Ada
SELECT id, '?', '{name} = ?' FROM users WHERE {name} = ? ORDER BY id
=== a question mark in a comment
@param text Ada
SELECT id /* is it ? */, {name} -- or ?
FROM users WHERE {name} = ? ORDER BY id
=== a question mark behind a hash
@on MYSQL,MARIADB
@param text Ada
SELECT id, {name} # is it ?
FROM users WHERE {name} = ? ORDER BY id
=== a question mark in a quoted label
@on POSTGRESQL
@param text Ada
SELECT id AS "what?", {name} AS "?" FROM users WHERE {name} = ? ORDER BY id
=== a question mark in a quoted label on the other databases
@on MYSQL,MARIADB
@param text Ada
SELECT id AS `what?`, {name} AS `?` FROM users WHERE {name} = ? ORDER BY id
=== a question mark in double quotes
@on MYSQL,MARIADB
@param text x?
UPDATE users SET {name} = concat("? ""?"" ", ?) WHERE id = 1
=== a question mark behind a backslash
@on MYSQL,MARIADB
@param text x
UPDATE users SET {name} = concat('it\'s ? ', ?) WHERE id = 1
=== a question mark between dollars
@on POSTGRESQL
@param text x
UPDATE users SET {name} = $$ is it ? $$ || ? WHERE id = 1
=== a question mark in an escaped string
@on POSTGRESQL
@param text x
UPDATE users SET {name} = E'it\'s ? ' || ? WHERE id = 1
=== a question mark that is an operator
@on POSTGRESQL
@param text Ada
SELECT id FROM users WHERE to_jsonb({name}) ?? ? ORDER BY id
=== operators that hold question marks
@on POSTGRESQL
@prepared
SELECT id FROM users WHERE to_jsonb({name}) ??| array['Ada', 'x'] OR jsonb_build_object({login}, 1) ??& array['bob'] ORDER BY id
=== a question mark that is an operator in a text that isn't prepared
@on POSTGRESQL
SELECT id FROM users WHERE to_jsonb({name}) ? 'Ada' ORDER BY id
=== escapes for times
UPDATE users SET {seen} = {ts '2026-05-06 07:08:09'} WHERE {seen} > {d '2026-01-01'}
=== escapes for functions
SELECT {fn ucase({name})}, {fn concat({name}, {fn lcase({login})})} AS c FROM users ORDER BY id
=== an escape for a value
UPDATE users SET {name} = {fn concat({fn ucase({name})}, '!')} WHERE id = 1
=== an escape for a pattern
@on POSTGRESQL
SELECT id FROM users WHERE {name} LIKE 'A|_%' {escape '|'} OR {login} LIKE 'a%' ORDER BY id
=== an escape for an outer join
@on POSTGRESQL
SELECT u.{name}, o.{note} FROM {oj users u LEFT OUTER JOIN orders o ON o.user_id = u.id} ORDER BY u.id, o.id
