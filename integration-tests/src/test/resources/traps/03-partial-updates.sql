-- One half of a split or merged column is written: the rest comes from the old row.
=== the first half of what is split
@code target
@param text Eva
@param int 2
UPDATE users SET first_name = ? WHERE id = ?
=== the second half of what is split
@code target
UPDATE users SET last_name = 'Ott'
=== both halves
UPDATE users SET {{street = 'A', town = 'B' :: first_name = 'C', last_name = 'D'}} WHERE id IN (1, 3)
=== one half of what is merged
@code source
@param text Bonn
UPDATE users SET town = ? WHERE id < 4
=== the other half of what is merged
@code source
UPDATE users SET street = 'New' WHERE town = 'Bern'
=== a half from the other half
UPDATE users SET {{street = town :: first_name = last_name}}
=== a split column from itself, in two rows
UPDATE users SET {{person = reverse(person) :: first_name = reverse(first_name)}} WHERE id < 3
=== a half from a subquery
@may-refuse MYSQL,MARIADB DUAL_WRITE..COMPLETE needs a value more than once
UPDATE users SET {{town = (SELECT max(status) FROM (SELECT 'Linz' AS status) one) :: last_name = (SELECT max(status) FROM (SELECT 'Ott' AS status) one)}} WHERE id = 1
=== a half that keeps itself
UPDATE users SET {{town = town :: last_name = last_name}}
=== a half and columns that don't matter
UPDATE users SET status = 's', {{town = 'Ulm' :: last_name = 'Ott'}}, visits = 9 WHERE {{town = 'Bern' :: last_name = 'Dole'}}
=== a half to its default
UPDATE users SET {{town = DEFAULT :: last_name = DEFAULT}} WHERE id = 1
=== a half in an upsert
@on POSTGRESQL
INSERT INTO users (id, {login}) VALUES (1, 'x') ON CONFLICT (id) DO UPDATE SET {{town = 'Ulm' :: last_name = 'Ott'}}
=== a half of what was to be inserted
@on POSTGRESQL
INSERT INTO users (id, {login}, {{town :: last_name}}) VALUES (1, 'x', 'Ulm') ON CONFLICT (id) DO UPDATE SET {{town = EXCLUDED.town :: last_name = EXCLUDED.last_name}}
=== a half on a duplicate key
@on MYSQL,MARIADB
INSERT INTO users (id, {login}, {{town :: last_name}}) VALUES (1, 'x', 'Ulm') ON DUPLICATE KEY UPDATE {{town = VALUES(town) :: last_name = VALUES(last_name)}}
=== a half in an update of several tables
@on MYSQL,MARIADB
UPDATE users u JOIN orders o ON o.user_id = u.id SET {{u.town = o.name :: u.last_name = o.name}} WHERE o.id = 11
=== a half in an update from another table
@on POSTGRESQL
UPDATE users u SET {{town = o.name :: last_name = o.name}} FROM orders o WHERE o.user_id = u.id AND o.id = 11
=== only one half is inserted
INSERT INTO users ({login}, {{town :: last_name}}) VALUES ('new', 'Ulm')
=== a half in a batch
@row text Ulm ; int 1
@row text Kiel ; int 2
@row text Hof ; int 99
UPDATE users SET {{town :: last_name}} = ? WHERE id = ?
=== a half set from itself
@on POSTGRESQL
UPDATE users SET {{town = upper(town) :: last_name = upper(last_name)}}
=== a half set from itself with a function
@on MYSQL,MARIADB
UPDATE users SET {{town = upper(town) :: last_name = upper(last_name)}}
