-- Plain selects: columns, labels, expressions.
=== reads the column by key
@param int 3
SELECT {name} FROM {users} WHERE id = ?
=== reads the column among others
SELECT id, email, {name}, status FROM {users} ORDER BY id
=== filters by the column with a parameter
@param text Ada
SELECT id FROM {users} WHERE {name} = ? ORDER BY id
=== filters by the column with a literal
SELECT id FROM {users} WHERE {name} = 'Bob'
=== the literal is the column's name
SELECT id, 'name' FROM {users} WHERE {name} = 'name'
=== qualified by the table's alias
SELECT u.{name} FROM {users} u WHERE u.id = 1
=== qualified by AS alias
SELECT u.{name}, u.id FROM {users} AS u ORDER BY u.{name}, u.id
=== qualified by the table
@users-only
SELECT users.{name} FROM users WHERE users.id = 2
=== qualified by schema and table
SELECT {users}.{name} FROM {users} WHERE {users}.id = 2
=== schema-qualified table without alias
@users-only
SELECT {name}, public.users.{name} FROM public.users WHERE users.id = 1
=== an alias of the column
SELECT {name} AS n FROM {users} ORDER BY n, id
=== an alias without AS
SELECT {name} n, id i FROM {users} ORDER BY n, i
=== a quoted alias
SELECT {name} AS "The Name" FROM {users} ORDER BY "The Name", id
=== an alias that is another column's name
SELECT {name} AS email, id FROM {users} ORDER BY email, id
=== another column takes an unrelated alias
SELECT email AS e, {name} FROM {users} ORDER BY e
=== the column twice
SELECT {name}, {name} FROM {users} ORDER BY id
=== the column twice under two labels
SELECT {name} a, {name} b FROM {users} ORDER BY a, b, id
=== a function of the column keeps the function's label
SELECT upper({name}), length({name}) FROM {users} ORDER BY id
=== a cast keeps the column's label
SELECT {name}::text, id FROM {users} ORDER BY id
=== a standard cast keeps its label
SELECT CAST({name} AS varchar(3)) FROM {users} ORDER BY id
=== two casts in a row
SELECT {name}::text::varchar(2) FROM {users} ORDER BY id
=== a case expression with the column in its else
SELECT CASE WHEN id > 2 THEN email ELSE {name} END FROM {users} ORDER BY id
=== a case expression with the column everywhere
SELECT CASE {name} WHEN 'Ada' THEN 'first' WHEN 'Bob' THEN {name} ELSE lower({name}) END FROM {users} ORDER BY id
=== coalesce and nullif
SELECT coalesce({name}, 'x'), nullif({name}, 'Ada') FROM {users} ORDER BY id
=== coalesce of a parameter
@param text none
SELECT coalesce(nullif({name}, 'Ada'), ?) FROM {users} ORDER BY id
=== concatenation has no label
SELECT {name} || ' <' || email || '>' FROM {users} ORDER BY id
=== concatenation under an alias
SELECT {name} || email AS both_of_them FROM {users} ORDER BY both_of_them
=== in parentheses
SELECT ({name}) FROM {users} ORDER BY (id)
=== in an array constructor
SELECT ARRAY[{name}, email] FROM {users} ORDER BY id
=== in a row constructor
SELECT ROW(id, {name}) FROM {users} ORDER BY id
=== with a collation
SELECT {name} COLLATE "C" FROM {users} ORDER BY {name} COLLATE "C", id
=== like and not like
SELECT id FROM {users} WHERE {name} LIKE 'A%' OR {name} NOT LIKE '%e%' ORDER BY id
=== ilike with a parameter
@param text %A%
SELECT id, {name} FROM {users} WHERE {name} ILIKE ? ORDER BY id
=== like with an escape
SELECT id FROM {users} WHERE {name} LIKE 'n!_me' ESCAPE '!' OR {name} LIKE 'n_me'
=== similar to and regular expressions
SELECT id FROM {users} WHERE {name} ~ '^[AB]' AND {name} !~* 'x' OR {name} SIMILAR TO '(Cyd|Dee)' ORDER BY id
=== in a list
SELECT id FROM {users} WHERE {name} IN ('Ada', 'Bob', 'name') ORDER BY id
=== in a list of parameters
@param text Ada
@param text Cyd
SELECT id FROM {users} WHERE {name} IN (?, ?) ORDER BY id
=== any of an array parameter
@param texts Ada|Dee
SELECT id FROM {users} WHERE {name} = ANY (?) ORDER BY id
=== any of an array cast
SELECT id FROM {users} WHERE {name} = ANY ('{Ada,Bob}'::text[]) ORDER BY id
=== between
SELECT id FROM {users} WHERE {name} BETWEEN 'B' AND 'D' ORDER BY id
=== is null and is not null
SELECT id FROM {users} WHERE {name} IS NOT NULL AND NOT {name} IS NULL ORDER BY id
=== is distinct from
@param text Ada
SELECT id FROM {users} WHERE {name} IS DISTINCT FROM ? ORDER BY id
=== compares two columns
SELECT id FROM {users} WHERE {name} < email ORDER BY id
=== a row comparison
SELECT id FROM {users} WHERE ({name}, status) = ('Ada', 'new')
=== a row comparison with parameters
@param text Ada
@param int 1
SELECT id FROM {users} WHERE ({name}, id) > (?, ?) ORDER BY {name}, id
=== a row in a list of rows
SELECT id FROM {users} WHERE ({name}, id) IN (('Ada', 1), ('Bob', 2), ('Bob', 3)) ORDER BY id
=== limit and offset
SELECT {name} FROM {users} ORDER BY id LIMIT 2 OFFSET 1
=== limit and offset as parameters
@param int 2
@param int 3
SELECT {name} FROM {users} ORDER BY id LIMIT ? OFFSET ?
=== offset before limit
SELECT {name} FROM {users} ORDER BY id OFFSET 1 LIMIT 3
=== fetch first
SELECT {name} FROM {users} ORDER BY id FETCH FIRST 2 ROWS ONLY
=== offset rows fetch next
SELECT {name} FROM {users} ORDER BY id OFFSET 2 ROWS FETCH NEXT 2 ROWS ONLY
=== fetch first with ties
SELECT {name} FROM {users} ORDER BY {name} FETCH FIRST 1 ROWS WITH TIES
=== limit all
SELECT {name} FROM {users} ORDER BY id LIMIT ALL
=== order by the column descending
SELECT id FROM {users} ORDER BY {name} DESC NULLS LAST, id ASC
=== order by an ordinal
SELECT {name}, id FROM {users} ORDER BY 1 DESC, 2
=== order by an expression of the column
SELECT id FROM {users} ORDER BY lower({name}), id
=== order by a label that hides a column
SELECT upper({name}) AS status, id FROM {users} ORDER BY status, id
=== order by a label that is the column's own name
SELECT id, upper(email) AS {name} FROM {users} ORDER BY {name}
=== order by an expression ignores the label of that name
SELECT id, email AS {name} FROM {users} ORDER BY lower({name}), id
=== order by a column that isn't selected
SELECT email FROM {users} ORDER BY {name}, id
=== order by qualified though a label hides
SELECT u.id, u.email AS {name} FROM {users} u ORDER BY u.{name}, u.id
=== a subscripted function with the column
SELECT (string_to_array({name}, 'd'))[1] FROM {users} ORDER BY id
=== a boolean expression of the column
SELECT {name} = 'Ada', {name} > 'B' AS later FROM {users} ORDER BY id
=== select without from beside a string with the names
SELECT 'SELECT name FROM users', 1 AS name
=== substring with keywords
SELECT substring({name} FROM 1 FOR 2), position('a' IN {name}), trim(BOTH 'A' FROM {name}) FROM {users} ORDER BY id
=== overlay extract and at time zone
SELECT overlay({name} PLACING 'x' FROM 1 FOR 1), extract(year FROM created_at), created_at AT TIME ZONE 'UTC' FROM {users} ORDER BY id
=== distinct
SELECT DISTINCT {name} FROM {users} ORDER BY {name}
=== distinct of several
SELECT DISTINCT {name}, status FROM {users} ORDER BY 1, 2
=== distinct on the column
SELECT DISTINCT ON ({name}) {name}, id FROM {users} ORDER BY {name}, id DESC
=== distinct on an expression
SELECT DISTINCT ON (lower({name})) id, {name} FROM {users} ORDER BY lower({name}), id
=== for update
SELECT id, {name} FROM {users} WHERE id = 1 FOR UPDATE
=== for update of the alias skip locked
SELECT u.id, u.{name} FROM {users} u JOIN orders o ON o.user_id = u.id ORDER BY o.id FOR UPDATE OF u SKIP LOCKED
=== for share nowait
SELECT {name} FROM {users} WHERE {name} = 'Ada' ORDER BY id FOR SHARE NOWAIT
=== for no key update with a limit
SELECT {name} FROM {users} ORDER BY id LIMIT 1 FOR NO KEY UPDATE
=== for key share after limit of one of two tables
SELECT u.{name}, o.name FROM {users} u, orders o WHERE o.user_id = u.id ORDER BY o.id LIMIT 2 FOR KEY SHARE OF o
=== from only
SELECT {name} FROM ONLY {users} WHERE id = 1
=== table with alias and column list
SELECT k, n FROM {users} AS t (k, mail, n) ORDER BY k
=== a column that doesn't exist
@fails
SELECT nothing_like_it FROM {users}
=== a type error
@fails
SELECT {name} + 1 FROM {users}
=== a division by zero
@fails
SELECT {name}, 1 / (id - id) FROM {users}
=== tablesample
SELECT count({name}) FROM {users} TABLESAMPLE SYSTEM (100)
=== a system column beside it
SELECT {name}, tableoid IS NOT NULL AS has_oid FROM {users} ORDER BY id
