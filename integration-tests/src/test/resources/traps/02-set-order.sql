-- Right sides see the old row on PostgreSQL, and what was just assigned on MySQL and MariaDB.
=== a column and one that copies it
UPDATE users SET {name} = 'x', status = {name}
=== a copy before the column
UPDATE users SET status = {name}, {name} = 'x'
=== two columns change places
UPDATE users SET {name} = status, status = {name}
=== the column twice as much
UPDATE users SET price = price * 2, visits = price
=== a number that counts on itself
UPDATE users SET visits = visits + 1, price = visits, status = price WHERE id < 3
=== a split column that others copy
UPDATE users SET {{person = 'Eva Ott' :: first_name = 'Eva', last_name = 'Ott'}}, status = {{person :: last_name}}
=== a merged column that others copy
UPDATE users SET {{street = 'New', town = 'Town' :: address = 'New Town'}}, status = {{town :: address}}
=== halves that change places
UPDATE users SET {{street = town, town = street :: first_name = last_name, last_name = first_name}}
=== a column assigned from another migrating one
UPDATE users SET {name} = {login}, {login} = concat('x', id)
=== a column assigned from one that was just assigned
UPDATE users SET {login} = concat('x', id), {name} = {login}
=== a column assigned twice
@on MYSQL,MARIADB
UPDATE users SET status = 'a', {name} = status, status = {name}
=== the migrating column assigned twice
@on MYSQL,MARIADB
UPDATE users SET {name} = 'a', {name} = concat({name}, 'b')
=== on a duplicate key each sees what was just assigned
@on MYSQL,MARIADB
INSERT INTO users (id, {login}, {name}) VALUES (1, 'x', 'Fresh') ON DUPLICATE KEY UPDATE {name} = VALUES({name}), status = {name}
=== on a duplicate key a copy before the column
@on MYSQL,MARIADB
INSERT INTO users (id, {login}, {name}) VALUES (1, 'x', 'Fresh') ON DUPLICATE KEY UPDATE status = {name}, {name} = VALUES({name})
=== on a duplicate key a price that counts
@on MYSQL,MARIADB
INSERT INTO users (id, {login}, price) VALUES (1, 'x', 3) ON DUPLICATE KEY UPDATE price = price + VALUES(price), visits = price
=== on a conflict all see the old row
@on POSTGRESQL
INSERT INTO users (id, {login}, {name}) VALUES (1, 'x', 'Fresh') ON CONFLICT (id) DO UPDATE SET {name} = EXCLUDED.{name}, status = users.{name}, price = users.price + 1, visits = users.price
=== a row assignment sees the old row
@on POSTGRESQL
UPDATE users SET ({name}, status, price) = (status, {name}, price + 1)
=== an insert with assignments sees those before
@on MYSQL,MARIADB
INSERT INTO users SET {login} = 'new', status = 'z', {name} = status
=== both names assigned
@note On MySQL and MariaDB a column may be assigned twice, and is then by either name.
@on POSTGRESQL
@code source
@fails
UPDATE users SET name = 'a', full_name = 'b'
=== a part of a conversion can't be assigned
@fails
UPDATE users SET price_new = 3
