-- Both shapes' names in one statement; the plain database gets the source's.
=== both names in a select list
SELECT {name:source}, {name:target} AS also FROM {users} ORDER BY id
@plain
SELECT {name}, {name} AS also FROM {users} ORDER BY id
=== one selects and the other filters
@param text Ada
SELECT id, {name:target} AS n FROM {users} WHERE {name:source} = ? ORDER BY id
@plain
SELECT id, {name} AS n FROM {users} WHERE {name} = ? ORDER BY id
=== the target name in a condition
SELECT id FROM {users} WHERE {name:target} = 'Bob' OR {name:source} = 'Cyd' ORDER BY id
@plain
SELECT id FROM {users} WHERE {name} = 'Bob' OR {name} = 'Cyd' ORDER BY id
=== the one updated from the other
UPDATE {users} SET {name:target} = upper({name:source}) WHERE id < 3
@plain
UPDATE {users} SET {name} = upper({name}) WHERE id < 3
=== the source updated by the target
UPDATE {users} SET {name:source} = 'X' WHERE {name:target} = 'Ada'
@plain
UPDATE {users} SET {name} = 'X' WHERE {name} = 'Ada'
=== inserted by target returned by source
INSERT INTO {users} (email, {name:target}) VALUES ('gus@example.com', 'Gus') RETURNING {name:source} AS n
@plain
INSERT INTO {users} (email, {name}) VALUES ('gus@example.com', 'Gus') RETURNING {name} AS n
=== an upsert that mixes
INSERT INTO {users} (email, {name:source}) VALUES ('ada@example.com', 'Mix') ON CONFLICT (email) DO UPDATE SET {name:target} = EXCLUDED.{name:source}
@plain
INSERT INTO {users} (email, {name}) VALUES ('ada@example.com', 'Mix') ON CONFLICT (email) DO UPDATE SET {name} = EXCLUDED.{name}
=== a join of both names
SELECT a.id, b.id FROM {users} a JOIN {users} b ON a.{name:source} = b.{name:target} AND a.id < b.id
@plain
SELECT a.id, b.id FROM {users} a JOIN {users} b ON a.{name} = b.{name} AND a.id < b.id
=== ordered by the other name
SELECT id, {name:source} FROM {users} ORDER BY {name:target}, id
@plain
SELECT id, {name} FROM {users} ORDER BY {name}, id
=== grouped by the other name
SELECT {name:source} AS n, count(*) FROM {users} GROUP BY {name:target} ORDER BY 1
@plain
SELECT {name} AS n, count(*) FROM {users} GROUP BY {name} ORDER BY 1
=== a star beside the target name
SELECT u.*, u.{name:target} AS n FROM {users} u ORDER BY u.id
@plain
SELECT u.*, u.{name} AS n FROM {users} u ORDER BY u.id
=== two tables of two shapes
SELECT u.{name:target} AS a, a.{login:source} AS b FROM {users} u JOIN accounts a ON a.user_id = u.id ORDER BY a.id
@plain
SELECT u.{name} AS a, a.{login} AS b FROM {users} u JOIN accounts a ON a.user_id = u.id ORDER BY a.id
=== a delete by the target name
DELETE FROM {users} WHERE {name:target} = 'Dee'
@plain
DELETE FROM {users} WHERE {name} = 'Dee'
