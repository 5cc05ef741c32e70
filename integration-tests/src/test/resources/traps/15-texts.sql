-- Comments, hints, semicolons. Several statements in a text on MySQL and MariaDB, and long texts, are in TrapsIT itself.
=== a comment before the first word
/* name */ -- full_name
SELECT {name} FROM users ORDER BY id
=== a comment before an insert
-- adds one
/* a user */ INSERT INTO users ({login}, {name}) VALUES ('new', 'N') -- name
=== a hash before an update
@on MYSQL,MARIADB
# name
UPDATE users SET {name} = 'N' # full_name
WHERE id = 1
=== comments everywhere
SELECT /* a */ {name} /* b */ , /* c */ price -- d
FROM /* users */ users /* name */ WHERE /* id */ id /* = */ = 1
=== a comment within a comment
@on POSTGRESQL
SELECT {name} /* a /* name */ full_name */ FROM users ORDER BY id
=== a hint
SELECT /*+ MAX_EXECUTION_TIME(10000) */ {name}, price FROM users ORDER BY id
=== a hint in an update
UPDATE /*+ NO_MERGE(users) */ users SET {name} = 'N' WHERE id = 1
=== a hint for an index
@on MYSQL,MARIADB
SELECT {name} FROM users USE INDEX (PRIMARY) WHERE id = 1
=== what only this product runs
@on MYSQL,MARIADB
SELECT /*! SQL_NO_CACHE */ {name} FROM users ORDER BY id
=== a column that only this product has
@on MYSQL,MARIADB
SELECT id, /*!50000 {name}, */ {login} FROM users ORDER BY id
=== what another version runs
@on MYSQL,MARIADB
SELECT id /*!999999 , {name} */ FROM users ORDER BY id
=== an assignment that only this product runs
@on MYSQL,MARIADB
UPDATE users SET status = 's' /*!50000 , {name} = 'N' */ WHERE id = 1
=== a trailing semicolon
SELECT {name} FROM users ORDER BY id;
=== a trailing semicolon and a comment
UPDATE users SET {name} = 'N' WHERE id = 1; -- done
=== trailing semicolons
@on POSTGRESQL
SELECT {name} FROM users WHERE id = 1 ; ;
=== a leading semicolon
@on POSTGRESQL
; SELECT {name} FROM users WHERE id = 1
=== two statements
@on POSTGRESQL
UPDATE users SET {name} = 'One' WHERE id = 1; SELECT {name} FROM users WHERE id = 1
=== several statements with parameters
@on POSTGRESQL
@param text N
@param int 1
@param text o
@param int 1
UPDATE users SET {name} = ? WHERE id = ?; UPDATE orders SET {note} = ?; SELECT {name} FROM users WHERE id = ?
=== a semicolon in a string
UPDATE users SET {name} = 'a; UPDATE users SET name = 1' WHERE id = 1
=== an emoji before the column
SELECT '🐘🐘', {name}, concat('🐘', {name}) AS e FROM users WHERE {name} <> '🐘' ORDER BY id
=== windows' line ends and tabs
SELECT	{name}
	,	price
FROM	users
ORDER	BY	id
=== no blanks where none are needed
SELECT id,({name})FROM users WHERE({name})='Ada'AND(id)>0 ORDER BY(id)
=== arithmetic that looks like a comment
@on MYSQL,MARIADB
SELECT id, 5--3, {name} FROM users ORDER BY id
