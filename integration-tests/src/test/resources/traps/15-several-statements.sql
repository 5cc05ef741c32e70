-- Several statements in one text, where the driver is told to take them.
=== two updates
UPDATE users SET {name} = 'One' WHERE id = 1; UPDATE users SET {name} = 'Two', price = 3 WHERE id = 2
=== an insert and a query
INSERT INTO users ({login}, {name}) VALUES ('new', 'N'); SELECT {name}, {login} FROM users WHERE {login} = 'new'
=== statements with parameters
@param text N
@param int 1
@param text o
@param int 1
UPDATE users SET {name} = ? WHERE id = ?; UPDATE orders SET {note} = ?; SELECT {name} FROM users WHERE id = ?
=== one that doesn't matter among others
UPDATE archive SET note = 'n'; SELECT {name} FROM users WHERE id = 1; SELECT count(*) FROM archive
=== empty ones and comments between them
UPDATE users SET {name} = 'N' WHERE id = 1; /* name */ -- full_name
SELECT {name} FROM users WHERE id = 1;
=== one that fails
@fails
UPDATE users SET {name} = 'N' WHERE id = 1; UPDATE users SET {login} = 'bob' WHERE id = 1
=== a batch of texts
@row text A ; int 1
@row text B ; int 2
UPDATE users SET {name} = ? WHERE id = ?
=== generated keys of several statements
@note the drivers of the others give those of the first statement
@refused POSTGRESQL generated keys of several statements in one text
@keys *
INSERT INTO users ({login}) VALUES ('n1'); INSERT INTO users ({login}) VALUES ('n2')
