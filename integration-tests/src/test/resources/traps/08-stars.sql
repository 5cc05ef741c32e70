-- Stars and whole rows show the shape that the code knows.
=== a star
SELECT * FROM users ORDER BY id
=== a qualified star
SELECT u.* FROM users u ORDER BY u.id
=== stars of joined tables
SELECT * FROM users u JOIN orders o ON o.user_id = u.id ORDER BY o.id
=== one star of joined tables
SELECT o.*, u.{name} FROM users u JOIN orders o ON o.user_id = u.id ORDER BY o.id
=== a star and columns
SELECT u.*, u.{name}, 1 AS one FROM users u ORDER BY u.id
=== a count of all
SELECT count(*) FROM users
=== exists with a star
SELECT id FROM orders o WHERE EXISTS (SELECT * FROM users u WHERE u.id = o.user_id AND u.{name} = 'Ada') ORDER BY id
=== a star into another table
INSERT INTO archive SELECT * FROM orders WHERE id = 11
=== a union of stars
SELECT * FROM orders UNION ALL SELECT * FROM archive
=== a union that removes duplicates
SELECT * FROM orders UNION SELECT * FROM archive
=== except of stars
@on POSTGRESQL,MARIADB
SELECT * FROM orders EXCEPT SELECT * FROM archive
=== a natural join
SELECT * FROM orders NATURAL JOIN archive ORDER BY id
=== a natural join by the other name
SELECT count(*) FROM users NATURAL JOIN archive
=== using the migrating column
SELECT u.id, {name} FROM users u JOIN {{orders :: archive}} o USING ({name}) ORDER BY u.id, o.id
=== using a converted column
SELECT count(*) FROM users a JOIN users b USING (price, {name})
=== using a split column
SELECT a.id, b.id FROM users a JOIN users b USING ({{person :: first_name}}) ORDER BY a.id, b.id
=== a star over merged columns
SELECT * FROM orders JOIN archive USING (id) ORDER BY id
=== a distinct star
SELECT DISTINCT * FROM orders
=== a star from a query
SELECT * FROM (SELECT * FROM users WHERE id < 3) s ORDER BY id
=== a star from a common table
WITH s AS (SELECT * FROM orders) SELECT * FROM s ORDER BY id
=== a star with groups
SELECT count(*), max(s.id) FROM (SELECT * FROM users) s GROUP BY s.{name} ORDER BY 1, 2
=== table
@on POSTGRESQL,MYSQL
TABLE orders
=== a whole row
@on POSTGRESQL
@refused a whole row of table
SELECT o FROM orders o ORDER BY o.id
=== a whole row as json
@on POSTGRESQL
SELECT to_json(u) FROM users u ORDER BY u.id
=== a whole row is null
@on POSTGRESQL
SELECT id FROM orders o WHERE o IS NOT NULL ORDER BY id
=== a row of a star
@on POSTGRESQL
SELECT ROW(o.*) FROM orders o ORDER BY o.id
=== an aggregate of rows
@on POSTGRESQL
SELECT json_agg(o ORDER BY o.id) FROM orders o
=== two rows compared
@on POSTGRESQL
SELECT o.id FROM orders o JOIN archive a ON ROW(o.*) = ROW(a.*)
=== a count of whole rows
@on POSTGRESQL
SELECT count(DISTINCT o) FROM orders o
=== a field of a whole row
@on POSTGRESQL
SELECT (u).{name}, (u).price FROM users u ORDER BY (u).id
=== a star over names for the first columns
@on POSTGRESQL
SELECT * FROM users AS u (a, b, c, d) ORDER BY a
