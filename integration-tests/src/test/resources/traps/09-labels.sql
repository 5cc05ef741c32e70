-- Results are labelled as the code expects, and names find labels or columns as before.
=== a column
SELECT {name} FROM users ORDER BY id
=== columns of every kind
SELECT {name}, {code}, price, {{person, street, town :: first_name, last_name, address}} FROM users ORDER BY id
=== a qualified column
SELECT u.{name}, u.price FROM users u ORDER BY u.id
=== in capitals
SELECT {{NAME :: FULL_NAME}}, PRICE FROM users ORDER BY id
=== an alias
SELECT {name} AS n, price p FROM users ORDER BY n, p, id
=== an expression
SELECT upper({name}), price + 1, 'x' FROM users ORDER BY id
=== an expression with blanks and a comment
SELECT  upper( {name} ) , price  +  1 FROM users ORDER BY id
=== a cast
@on POSTGRESQL
SELECT {name}::varchar(2), CAST({code} AS text), price::text FROM users ORDER BY id
=== a case
@on POSTGRESQL
SELECT CASE WHEN id = 1 THEN 'x' ELSE {name} END, coalesce({name}, 'y') FROM users ORDER BY id
=== parentheses
SELECT ({name}), (price) FROM users ORDER BY id
=== a subquery's column
SELECT (SELECT u.{name} FROM users u WHERE u.id = o.user_id) FROM orders o ORDER BY o.id
=== order by the label
SELECT {name} FROM users ORDER BY {name}
=== order by the column that isn't shown
SELECT id FROM users ORDER BY {name}, id
=== order by a label that hides the column
SELECT id AS {name}, {login} FROM users ORDER BY {name}
=== order by an expression of the column beside a label
SELECT id AS {name} FROM users ORDER BY length({login}), id
=== order by a converted column
SELECT id, price FROM users ORDER BY price DESC, id
=== order by a place
SELECT {name}, id FROM users ORDER BY 1, 2
=== group by the column
SELECT {name}, count(*) FROM users GROUP BY {name} ORDER BY {name}
=== group by a converted column
SELECT price, count(*) FROM users GROUP BY price ORDER BY 2 DESC, 1
=== groups without a value in descending order
SELECT price, count(DISTINCT id) FROM users GROUP BY price ORDER BY 1 DESC
=== groups in descending order with their sums
@on MARIADB
@may-refuse GROUP BY … DESC WITH ROLLUP
SELECT count(*) FROM users GROUP BY price DESC WITH ROLLUP
=== group by a place
SELECT {name}, count(*) FROM users GROUP BY 1 ORDER BY 1
=== group by a label that is another column's name
SELECT max(status) AS {name}, count(*) FROM users GROUP BY {name} ORDER BY 2, 1
=== group by the label of an expression
SELECT upper({name}) AS big, count(*) FROM users GROUP BY big ORDER BY big
=== having
SELECT {name}, count(*) FROM users GROUP BY {name} HAVING max(price) > 0 AND {name} <> 'x' ORDER BY 1
=== having a label
@on MARIADB
SELECT {name} AS n, count(*) AS c FROM users GROUP BY {name} HAVING c > 1 AND n = 'Ada'
=== having without groups
@on MYSQL,MARIADB
SELECT id, {name} FROM users HAVING {name} = 'Ada' ORDER BY id
=== distinct on
@on POSTGRESQL
SELECT DISTINCT ON ({name}) {name}, id FROM users ORDER BY {name}, id
=== a common table passes labels on
WITH s AS (SELECT {name}, price FROM users) SELECT {name}, price FROM s ORDER BY {name}, price
=== a common table with names of its own
WITH s (a, b) AS (SELECT {name}, price FROM users) SELECT a, b FROM s ORDER BY a, b
=== a derived table passes labels on
SELECT s.{name} FROM (SELECT {name}, id FROM users) s ORDER BY s.id
=== a derived table with another label
SELECT s.n FROM (SELECT {name} AS n, id AS {name} FROM users) s ORDER BY s.{name}
=== a union takes the first query's labels
SELECT {name} FROM users UNION ALL SELECT {note} FROM orders ORDER BY 1
=== a window
SELECT id, rank() OVER (PARTITION BY {name} ORDER BY price, id) FROM users ORDER BY id
=== results are described
@on POSTGRESQL,MARIADB
@described
@param int 3
SELECT {name}, {login}, price, upper({name}) AS n FROM users WHERE id < ? ORDER BY id
=== group by a label that only the other shape has as a column
SELECT id % 2 AS {{full_name :: name}}, count(*) FROM users GROUP BY {{full_name :: name}} ORDER BY 1
=== distinct on a column that isn't shown
@on POSTGRESQL
SELECT DISTINCT ON ({name}) id FROM users ORDER BY {name}, id
=== order by a label of two columns, one in parentheses
@on MYSQL,MARIADB
@fails
SELECT (price) AS twice, visits AS twice FROM users ORDER BY twice
=== a derived column under another label, of the only row
@on MYSQL,MARIADB
SELECT {name} AS a, count(*) FROM (SELECT {name} FROM users WHERE id = 1) AS q GROUP BY {name} ORDER BY 1
=== order by a label of two columns
@on MYSQL,MARIADB
@fails
SELECT u.price AS x, o.id, u.visits AS x FROM users u JOIN orders o ON o.user_id = u.id ORDER BY x
=== order by a label of one column of two tables
@on MYSQL,MARIADB
@fails
SELECT u.price, v.price FROM users u JOIN users v ON v.id = u.id ORDER BY price
=== order by a label of one column twice
@on MYSQL,MARIADB
SELECT u.price AS x, u.price AS x FROM users u ORDER BY x
=== the length of a constant column beside another value
@code source
SELECT coalesce(origin, 'longer than that'), CASE origin WHEN 'none' THEN origin ELSE 'x' END FROM users
=== the length of a constant column that comes from a subquery
@on POSTGRESQL
@code source
SELECT coalesce(o, 'longer than that') FROM (SELECT * FROM users) q (i, e, n, l, c, p, w, s, t, u, v, d, o)
=== rows grouped and sorted by a constant column
@code source
SELECT DISTINCT origin, count(*) FROM users GROUP BY origin, {name} HAVING max(origin) = 'none' ORDER BY origin, 2
=== order by a label in parentheses that hides the column
SELECT id AS {name}, {login} FROM users ORDER BY ({name})
=== group by a label in parentheses
SELECT id AS {{full_name :: name}}, count(*) FROM users GROUP BY (({{full_name :: name}})) ORDER BY 1
=== a label that the server cuts
@on MYSQL,MARIADB
SELECT concat({name}, 'ä1ä2ä3ä4ä5ä6ä7ä8ä9ä0ä1ä2ä3ä4ä5ä6ä7ä8ä9ä0ä1ä2ä3ä4ä5ä6ä7ä8ä9ä0ä1ä2ä3ä4ä5ä6ä7ä8ä9ä0ä1ä2ä3ä4ä5ä6ä7ä8ä9ä0ä1ä2ä3ä4ä5ä6ä7ä8ä9ä0ä1ä2ä3ä4ä5ä6ä7ä8ä9ä0ä1ä2ä3ä4ä5ä6ä7ä8ä9ä0ä1ä2ä3ä4ä5ä6ä7ä8ä9ä0'), price + 1 FROM users ORDER BY id
