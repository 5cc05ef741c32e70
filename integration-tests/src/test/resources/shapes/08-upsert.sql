-- ON CONFLICT in all forms, MERGE.
=== do nothing on a conflict
INSERT INTO {users} (email, {name}) VALUES ('ada@example.com', 'X') ON CONFLICT DO NOTHING
=== do nothing with a target
INSERT INTO {users} (email, {name}) VALUES ('ada@example.com', 'X'), ('new@example.com', 'New') ON CONFLICT (email) DO NOTHING
=== do nothing with a constraint
INSERT INTO {users} (email, {name}) VALUES ('ada@example.com', 'X') ON CONFLICT ON CONSTRAINT users_email DO NOTHING
=== do nothing on the migrating column
INSERT INTO tags ({label}) VALUES ('red'), ('new') ON CONFLICT ({label}) DO NOTHING
=== do nothing returning
INSERT INTO tags ({label}) VALUES ('red'), ('new') ON CONFLICT ({label}) DO NOTHING RETURNING {label}
=== update from excluded
INSERT INTO {users} (email, {name}) VALUES ('ada@example.com', 'Ada II') ON CONFLICT (email) DO UPDATE SET {name} = EXCLUDED.{name}
=== update from excluded with parameters
@param text ada@example.com
@param text Ada II
INSERT INTO {users} (email, {name}) VALUES (?, ?) ON CONFLICT (email) DO UPDATE SET {name} = EXCLUDED.{name}, status = 'upserted'
=== update where no row conflicts
INSERT INTO {users} (email, {name}) VALUES ('new@example.com', 'New') ON CONFLICT (email) DO UPDATE SET {name} = excluded.{name}
=== update with a parameter
@param text Ada II
@param text Ada III
INSERT INTO {users} (email, {name}) VALUES ('ada@example.com', ?) ON CONFLICT (email) DO UPDATE SET {name} = ?
=== update from the row itself
@users-only
INSERT INTO {users} (email, {name}) VALUES ('ada@example.com', 'X') ON CONFLICT (email) DO UPDATE SET {name} = {users}.{name} || '+' || EXCLUDED.{name}
=== update from the aliased row
INSERT INTO {users} AS u (email, {name}) VALUES ('ada@example.com', 'X') ON CONFLICT (email) DO UPDATE SET {name} = u.{name} || '+' || EXCLUDED.{name}, balance = u.balance + 1
=== update with a condition on the column
INSERT INTO {users} AS u (email, {name}) VALUES ('ada@example.com', 'X'), ('bob@example.com', 'Y') ON CONFLICT (email) DO UPDATE SET {name} = EXCLUDED.{name} WHERE u.{name} <> 'Bob'
=== update with a condition on excluded
INSERT INTO {users} AS u (email, {name}) VALUES ('ada@example.com', 'Ada'), ('bob@example.com', 'Y') ON CONFLICT (email) DO UPDATE SET {name} = EXCLUDED.{name} WHERE u.{name} IS DISTINCT FROM EXCLUDED.{name}
=== update of another column from excluded's migrating one
INSERT INTO {users} (email, {name}) VALUES ('ada@example.com', 'Moved') ON CONFLICT (email) DO UPDATE SET status = EXCLUDED.{name}
=== update with a list of columns
INSERT INTO {users} (email, {name}, status) VALUES ('ada@example.com', 'L', 'listed') ON CONFLICT (email) DO UPDATE SET ({name}, status) = (EXCLUDED.{name}, EXCLUDED.status)
=== update with a row constructor
INSERT INTO {users} (email, {name}, status) VALUES ('ada@example.com', 'L', 'listed') ON CONFLICT (email) DO UPDATE SET (status, {name}) = ROW(EXCLUDED.status, EXCLUDED.{name})
=== update with a subquery
INSERT INTO {users} (email, {name}) VALUES ('ada@example.com', 'L') ON CONFLICT (email) DO UPDATE SET {name} = (SELECT name FROM teams WHERE id = 2)
=== update to the default
INSERT INTO accounts (id, {login}) VALUES (1, 'x') ON CONFLICT (id) DO UPDATE SET {login} = DEFAULT
=== conflict on the migrating column with an update of another
INSERT INTO tags ({label}, uses) VALUES ('red', 1), ('new', 1) ON CONFLICT ({label}) DO UPDATE SET uses = tags.uses + EXCLUDED.uses
=== conflict on the migrating column with an update of itself
INSERT INTO tags ({label}) VALUES ('red') ON CONFLICT ({label}) DO UPDATE SET {label} = EXCLUDED.{label} || '!' RETURNING {label}, uses
=== conflict on the primary key
INSERT INTO {users} (id, email, {name}) VALUES (1, 'ada@example.com', 'One') ON CONFLICT (id) DO UPDATE SET {name} = EXCLUDED.{name}, email = EXCLUDED.email RETURNING id, {name}
=== positional upsert
INSERT INTO tags VALUES ('red', 900, 5) ON CONFLICT ({label}) DO UPDATE SET uses = EXCLUDED.uses
=== upsert from select
INSERT INTO {users} (email, {name}) SELECT email, upper({name}) FROM {users} WHERE id < 3 ON CONFLICT (email) DO UPDATE SET {name} = EXCLUDED.{name}
=== upsert returning a star
INSERT INTO {users} (email, {name}) VALUES ('ada@example.com', 'Star') ON CONFLICT (email) DO UPDATE SET {name} = EXCLUDED.{name} RETURNING *
=== upsert with a common table expression
WITH v (e, n) AS (VALUES ('ada@example.com', 'Cte')) INSERT INTO {users} (email, {name}) SELECT e, n FROM v ON CONFLICT (email) DO UPDATE SET {name} = EXCLUDED.{name}
=== upsert that fails on another constraint
@fails
INSERT INTO {users} (id, email, {name}) VALUES (1, 'other@example.com', 'X') ON CONFLICT (email) DO UPDATE SET {name} = EXCLUDED.{name}
=== upsert that would touch a row twice
@fails
INSERT INTO {users} (email, {name}) VALUES ('ada@example.com', '1'), ('ada@example.com', '2') ON CONFLICT (email) DO UPDATE SET {name} = EXCLUDED.{name}
=== upsert without a fitting constraint
@fails
INSERT INTO {users} (email, {name}) VALUES ('ada@example.com', 'X') ON CONFLICT ({name}) DO NOTHING
=== merge with update and insert
MERGE INTO {users} u USING (VALUES ('ada@example.com', 'Merged'), ('new@example.com', 'New')) AS v (e, n) ON u.email = v.e WHEN MATCHED THEN UPDATE SET {name} = v.n WHEN NOT MATCHED THEN INSERT (email, {name}) VALUES (v.e, v.n)
=== merge with a condition and delete
MERGE INTO {users} AS u USING teams t ON u.{name} = t.name AND u.id > 4 WHEN MATCHED AND u.{name} = 'Ada' THEN DELETE WHEN NOT MATCHED THEN DO NOTHING
=== merge from the table into another
MERGE INTO teams t USING {users} u ON t.lead_id = u.id WHEN MATCHED THEN UPDATE SET name = u.{name}
=== merge returning
MERGE INTO {users} u USING (VALUES ('ada@example.com', 'M')) AS v (e, n) ON u.email = v.e WHEN MATCHED THEN UPDATE SET {name} = v.n || u.{name} RETURNING merge_action(), u.id, u.{name}
=== merge with parameters
@param text ada@example.com
@param text Merged
MERGE INTO {users} u USING (SELECT ?::text AS e, ?::text AS n) v ON u.email = v.e WHEN MATCHED THEN UPDATE SET {name} = v.n, status = 'merged' WHEN NOT MATCHED THEN INSERT (email, {name}) VALUES (v.e, v.n)
