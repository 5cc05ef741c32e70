-- What is computed sees the value as the column stores it.
=== a price with too many digits
@code source
INSERT INTO users ({login}, price) VALUES ('new', 1.555)
=== a price with too many digits as parameter
@code source
@param decimal 1.555
INSERT INTO users ({login}, price) VALUES ('new', ?)
=== an update with a price with too many digits
@code source
@param decimal 2.345
UPDATE users SET price = ? WHERE id = 1
=== a price as text
@code source
UPDATE users SET price = '3.999' WHERE id = 1
=== a price computed from a price
@code source
UPDATE users SET price = price / 3
=== a price that is a fraction
@code target
UPDATE users SET price = 100.6 WHERE id = 1
=== a char column pads
INSERT INTO users ({login}, {code}) VALUES ('new', 'x')
;;
SELECT concat('<', {code}, '>'), length({code}) FROM users WHERE {code} = 'x'
=== a char column drops blanks that are too many
@on POSTGRESQL
INSERT INTO users ({login}, {code}) VALUES ('new', 'abcd    ')
=== a char column that is padded from a query
INSERT INTO users ({login}, {code}) SELECT concat('n', id), {code} FROM users WHERE id < 4
=== a text that is too long
@fails
UPDATE users SET {login} = 'much too long for it' WHERE id = 1
=== a number out of range
@fails
@code source
UPDATE users SET price = 123456789012 WHERE id = 1
=== a text cut off outside strict mode
@on MYSQL,MARIADB
SET sql_mode = ''
;;
UPDATE users SET {login} = 'much too long for it' WHERE id = 1
;;
INSERT INTO users ({login}, {code}) VALUES ('also much too long', 'abcdef')
;;
SET sql_mode = DEFAULT
=== a number cut off outside strict mode
@on MYSQL,MARIADB
@code source
SET sql_mode = ''
;;
UPDATE users SET price = 123456789012.999 WHERE id = 1
;;
SET sql_mode = DEFAULT
=== a parameter within an expression
@param text x
UPDATE users SET {name} = concat({name}, ?) WHERE id = 1
=== a parameter alone in a coalesce
@param null-text
UPDATE users SET {name} = coalesce(?, {name}) WHERE id = 1
=== a parameter in a case
@param int 1
@param text one
UPDATE users SET {name} = CASE WHEN id = ? THEN ? ELSE {name} END
=== a parameter of a converted column in arithmetic
@param int 2
UPDATE users SET price = price + ? WHERE id = 1
=== a null of a converted column
@param null-decimal
UPDATE users SET price = ? WHERE id = 1
=== parameters of an insert without types
@param text new
@param text Ada B
@param text 7
INSERT INTO users ({login}, {name}, status) VALUES (?, ?, ?)
=== a number for a text column
UPDATE users SET {name} = 42 WHERE id = 1
=== a text for a time
UPDATE users SET {seen} = '2026-05-06 07:08:09' WHERE id = 1
=== a date for a time
@param date 2026-05-06
UPDATE users SET {seen} = ? WHERE id = 1
=== a truth for a number
@on MYSQL,MARIADB
UPDATE users SET price = (id > 2)
=== a converted text that is too long
@fails
UPDATE tickets SET {{short :: brief}} = 'longer than twelve characters' WHERE id = 1
