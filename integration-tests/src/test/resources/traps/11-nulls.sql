-- Predicates over what is computed keep their meaning, NULL included.
=== equal
@param text Ada
SELECT id FROM users WHERE {name} = ? ORDER BY id
=== equal to what is converted
@param {{decimal 12.50 :: long 1250}}
SELECT id FROM users WHERE price = ? ORDER BY id
=== not equal
SELECT id FROM users WHERE price <> {{12.50 :: 1250}} ORDER BY id
=== is null
SELECT id FROM users WHERE price IS NULL OR {name} IS NULL ORDER BY id
=== is not null
SELECT id FROM users WHERE price IS NOT NULL AND {code} IS NOT NULL ORDER BY id
=== null-safe
@on POSTGRESQL
SELECT id FROM users WHERE price IS DISTINCT FROM 0 AND {name} IS NOT DISTINCT FROM NULL ORDER BY id
=== null-safe on the other databases
@on MYSQL,MARIADB
SELECT id FROM users WHERE NOT (price <=> 0) AND {name} <=> NULL ORDER BY id
=== not in with a null
SELECT id FROM users WHERE price NOT IN (SELECT x.price FROM users x WHERE x.id > 3) ORDER BY id
=== not in of a list with a null
SELECT id FROM users WHERE price NOT IN (0, NULL) ORDER BY id
=== in
SELECT id FROM users WHERE {{person IN ('Ada Byron', 'Zoë K') :: first_name IN ('Ada', 'Zoë')}} ORDER BY id
=== between and order
SELECT id FROM users WHERE price BETWEEN {{-3 AND 1 :: -300 AND 100}} ORDER BY price, id
=== like
SELECT id FROM users WHERE {{person :: last_name}} LIKE '%e' AND {{town :: address}} LIKE '%slo' ORDER BY id
=== like of a pattern in a parameter
@param text %o%
SELECT id FROM users WHERE {{street :: address}} LIKE ? OR {name} LIKE 'A%' ORDER BY id
=== the order of texts
SELECT {{person :: first_name}}, id FROM users ORDER BY {{person :: first_name}}, id
=== without regard to case
SELECT id FROM users WHERE {name} = 'ADA' OR {{person = 'ZOË K' :: first_name = 'ZOË'}} ORDER BY id
=== aggregates skip nulls
SELECT count(price), count({name}), min(price), max({{town :: last_name}}) FROM users
=== a sum
SELECT sum(price) FROM users
=== coalesce
SELECT coalesce(price, 7), coalesce({name}, '-') FROM users ORDER BY id
=== a join over computed columns with nulls
SELECT a.id, b.id FROM users a LEFT JOIN users b ON a.price = b.price AND a.id <> b.id ORDER BY a.id, b.id
=== distinct counts null once
SELECT DISTINCT price FROM users ORDER BY price
=== a length keeps blanks
SELECT id, length({code}) FROM users ORDER BY id
=== an outer join keeps nulls
SELECT o.id, u.price, {{u.person :: u.last_name}} FROM orders o LEFT JOIN users u ON u.id = o.user_id ORDER BY o.id
=== a computed column is null beside an outer join
SELECT o.id FROM orders o LEFT JOIN users u ON u.id = o.user_id WHERE u.{{street :: address}} IS NULL ORDER BY o.id
=== a default shows beside no row
SELECT count(*) FROM orders o LEFT JOIN users u ON u.id = o.user_id AND u.price = {{12.5 :: 1250}} WHERE u.price IS NULL
=== a column that goes is null beside no row
@code source
SELECT o.id, u.origin FROM orders o LEFT JOIN users u ON u.id = o.user_id ORDER BY o.id
