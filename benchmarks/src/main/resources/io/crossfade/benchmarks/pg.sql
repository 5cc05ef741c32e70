-- Written for these benchmarks in the style of applications; one statement per line.
SELECT id, email, display_name, created_at FROM customer WHERE id = ?
SELECT id, email, display_name FROM customer WHERE lower(email) = lower(?)
SELECT c.id, c.email FROM customer c WHERE c.tenant_id = ? AND c.deleted_at IS NULL ORDER BY c.created_at DESC LIMIT ? OFFSET ?
SELECT count(*) FROM customer WHERE tenant_id = ? AND status IN ('ACTIVE', 'TRIAL', 'PAUSED')
SELECT EXISTS (SELECT 1 FROM customer WHERE email = ? AND id <> ?)
SELECT o.id, o.number, o.total, c.display_name FROM purchase_order o JOIN customer c ON c.id = o.customer_id WHERE o.placed_at BETWEEN ? AND ? ORDER BY o.placed_at
SELECT o.*, c.email AS customer_email FROM purchase_order o LEFT JOIN customer c ON o.customer_id = c.id WHERE o.state = ?
SELECT o.id, sum(l.quantity * l.unit_price) AS total FROM purchase_order o JOIN order_line l ON l.order_id = o.id GROUP BY o.id HAVING sum(l.quantity * l.unit_price) > ?
SELECT date_trunc('day', o.placed_at) AS day, count(*) AS orders, coalesce(sum(o.total), 0) AS revenue FROM purchase_order o WHERE o.tenant_id = ? GROUP BY 1 ORDER BY 1
SELECT p.id, p.sku, p.title FROM product p WHERE p.title ILIKE '%' || ? || '%' ORDER BY p.title LIMIT 20
SELECT p.id, p.attributes ->> 'colour' AS colour FROM product p WHERE p.attributes @> ?::jsonb
SELECT p.id FROM product p WHERE p.tags && ?::text[] AND NOT p.archived
SELECT id, payload FROM outbox WHERE published_at IS NULL ORDER BY id LIMIT 100 FOR UPDATE SKIP LOCKED
SELECT id, name, run_at FROM job WHERE state = 'READY' AND run_at <= now() ORDER BY priority DESC, run_at FOR UPDATE SKIP LOCKED LIMIT 1
SELECT key, value FROM setting WHERE scope = ? AND key = ANY (?)
SELECT role.name FROM role JOIN membership ON membership.role_id = role.id WHERE membership.user_id = ?
SELECT u.id, u.login, array_agg(r.name ORDER BY r.name) AS roles FROM app_user u LEFT JOIN membership m ON m.user_id = u.id LEFT JOIN role r ON r.id = m.role_id GROUP BY u.id, u.login
SELECT DISTINCT ON (d.device_id) d.device_id, d.value, d.measured_at FROM measurement d WHERE d.device_id IN (?, ?, ?) ORDER BY d.device_id, d.measured_at DESC
SELECT t.id, t.subject, row_number() OVER (PARTITION BY t.queue_id ORDER BY t.priority DESC, t.opened_at) AS place FROM ticket t WHERE t.closed_at IS NULL
SELECT m.room_id, m.body, lag(m.sent_at) OVER (PARTITION BY m.room_id ORDER BY m.sent_at) AS previous FROM message m WHERE m.room_id = ?
WITH RECURSIVE tree (id, parent_id, depth) AS (SELECT id, parent_id, 0 FROM category WHERE id = ? UNION ALL SELECT c.id, c.parent_id, t.depth + 1 FROM category c JOIN tree t ON c.parent_id = t.id) SELECT id, depth FROM tree ORDER BY depth
WITH latest AS (SELECT invoice_id, max(paid_at) AS paid_at FROM payment GROUP BY invoice_id) SELECT i.id, i.number, l.paid_at FROM invoice i LEFT JOIN latest l ON l.invoice_id = i.id WHERE i.due_on < current_date
WITH moved AS (DELETE FROM inbox WHERE received_at < ? RETURNING id, sender, body) INSERT INTO inbox_archive (id, sender, body) SELECT id, sender, body FROM moved
SELECT i.id, CASE WHEN i.paid_at IS NOT NULL THEN 'PAID' WHEN i.due_on < current_date THEN 'OVERDUE' ELSE 'OPEN' END AS state FROM invoice i WHERE i.account_id = ?
SELECT a.id, a.balance - coalesce((SELECT sum(h.amount) FROM hold h WHERE h.account_id = a.id AND h.released_at IS NULL), 0) AS available FROM account a WHERE a.id = ?
SELECT l.id, l.latitude, l.longitude FROM location l WHERE l.latitude BETWEEN ? AND ? AND l.longitude BETWEEN ? AND ? ORDER BY abs(l.latitude - ?) + abs(l.longitude - ?) LIMIT 50
SELECT extract(year FROM hired_on) AS year, count(*) FROM employee GROUP BY extract(year FROM hired_on) ORDER BY year
SELECT e.id, e.first_name, e.last_name, d.name AS department FROM employee e INNER JOIN department d ON d.id = e.department_id WHERE e.manager_id = ? ORDER BY e.last_name, e.first_name
SELECT e.id FROM employee e WHERE e.salary > (SELECT avg(x.salary) FROM employee x WHERE x.department_id = e.department_id)
SELECT s.id, s.title FROM song s WHERE NOT EXISTS (SELECT 1 FROM playlist_song ps WHERE ps.song_id = s.id) ORDER BY s.added_at DESC
SELECT version, checksum, installed_on, success FROM schema_history WHERE success ORDER BY installed_rank
SELECT id, content, ts_rank(search, query) AS rank FROM document, to_tsquery('english', ?) query WHERE search @@ query ORDER BY rank DESC LIMIT 10
SELECT b.id, b.starts_at AT TIME ZONE 'UTC' AS starts_at FROM booking b WHERE b.resource_id = ? AND tsrange(b.starts_at, b.ends_at) && tsrange(?, ?)
SELECT pg_try_advisory_lock(?)
SELECT nextval('invoice_number_seq')
SELECT x.id, x.kind FROM (SELECT id, 'NOTE' AS kind, created_at FROM note WHERE case_id = ? UNION ALL SELECT id, 'CALL', created_at FROM phone_call WHERE case_id = ?) x ORDER BY x.created_at DESC LIMIT ?
SELECT tenant_id FROM tenant WHERE plan = ? EXCEPT SELECT tenant_id FROM suspension WHERE ended_at IS NULL
SELECT f.id, f.name, v.number FROM file f JOIN LATERAL (SELECT number FROM file_version fv WHERE fv.file_id = f.id ORDER BY number DESC LIMIT 1) v ON true WHERE f.folder_id = ?
SELECT s.hour, coalesce(count(v.id), 0) FROM generate_series(?::timestamp, ?::timestamp, interval '1 hour') AS s(hour) LEFT JOIN visit v ON date_trunc('hour', v.at) = s.hour GROUP BY s.hour ORDER BY s.hour
SELECT c.country, count(*) FILTER (WHERE c.newsletter) AS subscribed, count(*) AS customers FROM customer c GROUP BY c.country ORDER BY 3 DESC
SELECT percentile_cont(0.95) WITHIN GROUP (ORDER BY duration_ms) FROM request_log WHERE route = ? AND at > now() - interval '5 minutes'
SELECT q.id, q.question, (SELECT count(*) FROM answer a WHERE a.question_id = q.id) AS answers FROM question q WHERE q.form_id = ? ORDER BY q.position
SELECT id, token_hash, expires_at FROM session WHERE token_hash = ? AND expires_at > current_timestamp
SELECT r.id, r.stars, left(r.body, 200) AS teaser FROM review r WHERE r.product_id = ? AND r.approved ORDER BY r.created_at DESC NULLS LAST FETCH FIRST 5 ROWS ONLY
SELECT g.id, g.name, count(gm.user_id) AS members FROM user_group g LEFT JOIN group_member gm USING (group_id) GROUP BY g.id, g.name
SELECT w.id, w.warehouse_code, s.quantity FROM warehouse w CROSS JOIN product p LEFT JOIN stock s ON s.warehouse_id = w.id AND s.product_id = p.id WHERE p.sku = ?
SELECT string_agg(p.name, ', ' ORDER BY p.name) FROM permission p JOIN role_permission rp ON rp.permission_id = p.id WHERE rp.role_id = ?
SELECT task_id, status FROM task WHERE (project_id, assignee_id) IN ((?, ?), (?, ?)) AND status NOT IN ('DONE', 'CANCELLED')
SELECT "user"."id", "user"."name", "order"."createdAt" FROM "user" INNER JOIN "order" ON "order"."userId" = "user"."id" WHERE "user"."active" = true
SELECT event_id, stream, version, body FROM event_store WHERE stream = ? AND version > ? ORDER BY version ASC
SELECT a.name, b.name FROM airport a, airport b, route r WHERE r.origin = a.id AND r.destination = b.id AND a.country <> b.country
SELECT cast(reading AS numeric(10, 2)), unit FROM sensor_reading WHERE sensor_id = cast(? AS uuid) ORDER BY at DESC LIMIT 1
SELECT h.id FROM household h WHERE h.income BETWEEN ? AND ? AND h.members >= ALL (SELECT members FROM household WHERE region_id = h.region_id)
SELECT id FROM subscription WHERE renews_on = current_date + 7 AND cancelled_at IS NULL AND NOT EXISTS (SELECT FROM reminder WHERE reminder.subscription_id = subscription.id AND sent_on > current_date - interval '30 days')
SELECT id, name, position FROM board_column WHERE board_id = ? ORDER BY position FOR UPDATE
SELECT bool_and(passed), min(score), max(score) FROM exam_result WHERE student_id = ? AND term = ?
INSERT INTO customer (email, display_name, created_at) VALUES (?, ?, now()) RETURNING id
INSERT INTO customer (id, tenant_id, email, status) VALUES (gen_random_uuid(), ?, ?, 'TRIAL')
INSERT INTO order_line (order_id, product_id, quantity, unit_price) VALUES (?, ?, ?, ?), (?, ?, ?, ?), (?, ?, ?, ?)
INSERT INTO setting (scope, key, value) VALUES (?, ?, ?) ON CONFLICT (scope, key) DO UPDATE SET value = EXCLUDED.value, changed_at = now()
INSERT INTO visit_count (page_id, day, hits) VALUES (?, current_date, 1) ON CONFLICT (page_id, day) DO UPDATE SET hits = visit_count.hits + 1 RETURNING hits
INSERT INTO tag (name) VALUES (?) ON CONFLICT DO NOTHING
INSERT INTO membership (user_id, role_id) SELECT ?, r.id FROM role r WHERE r.name = ANY (?) ON CONFLICT ON CONSTRAINT membership_pkey DO NOTHING
INSERT INTO audit_log (actor_id, action, entity, entity_id, details) VALUES (?, ?, ?, ?, ?::jsonb)
INSERT INTO measurement SELECT device_id, measured_at, avg(value) FROM raw_measurement WHERE measured_at < ? GROUP BY device_id, measured_at
INSERT INTO job (name, payload, run_at, state) VALUES (?, ?, now() + interval '10 seconds', 'READY') RETURNING id, run_at
INSERT INTO lock (name, locked_until, locked_at, locked_by) VALUES (?, ?, ?, ?) ON CONFLICT (name) DO UPDATE SET locked_until = ?, locked_at = ?, locked_by = ? WHERE lock.locked_until <= ?
INSERT INTO invoice DEFAULT VALUES RETURNING *
INSERT INTO ticket (subject, body, opened_by, opened_at, priority) VALUES (?, ?, ?, DEFAULT, DEFAULT)
INSERT INTO room_member (room_id, user_id, joined_at) SELECT r.id, u.id, now() FROM room r CROSS JOIN app_user u WHERE r.default_room AND u.id = ?
UPDATE customer SET display_name = ?, updated_at = now() WHERE id = ?
UPDATE customer SET status = 'PAUSED', version = version + 1 WHERE id = ? AND version = ?
UPDATE purchase_order o SET state = 'SHIPPED', shipped_at = now() FROM shipment s WHERE s.order_id = o.id AND s.tracking_number = ?
UPDATE product SET attributes = attributes || ?::jsonb, updated_at = now() WHERE sku = ? RETURNING id
UPDATE stock SET quantity = quantity - ? WHERE product_id = ? AND warehouse_id = ? AND quantity >= ?
UPDATE job SET state = 'RUNNING', picked_by = ?, picked_at = now() WHERE id = (SELECT id FROM job WHERE state = 'READY' ORDER BY run_at LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING id, name, payload
UPDATE account SET balance = CASE id WHEN ? THEN balance - ? WHEN ? THEN balance + ? END WHERE id IN (?, ?)
UPDATE employee SET (department_id, manager_id) = (SELECT d.id, d.head_id FROM department d WHERE d.code = ?) WHERE id = ?
UPDATE session SET last_seen_at = greatest(last_seen_at, ?) WHERE token_hash = ?
UPDATE document SET search = to_tsvector('english', coalesce(title, '') || ' ' || coalesce(content, '')) WHERE id = ?
UPDATE board_card SET position = position + 1 WHERE column_id = ? AND position >= ?
UPDATE invoice AS i SET total = t.total FROM (SELECT invoice_id, sum(amount) AS total FROM invoice_item GROUP BY invoice_id) AS t WHERE t.invoice_id = i.id AND i.total IS DISTINCT FROM t.total
UPDATE app_user SET password_hash = ?, must_change = false, failed_logins = 0 WHERE login = ? AND NOT locked
UPDATE feature_flag SET enabled = NOT enabled WHERE name = ?
DELETE FROM session WHERE expires_at < now()
DELETE FROM membership WHERE user_id = ? AND role_id = ?
DELETE FROM order_line l USING purchase_order o WHERE l.order_id = o.id AND o.state = 'DRAFT' AND o.created_at < now() - interval '30 days'
DELETE FROM tag t WHERE NOT EXISTS (SELECT 1 FROM product_tag pt WHERE pt.tag_id = t.id)
DELETE FROM outbox WHERE id IN (SELECT id FROM outbox WHERE published_at < ? ORDER BY id LIMIT 1000) RETURNING id
DELETE FROM cache_entry WHERE cache_name = ? AND (expires_at < ? OR version <> ?)
WITH expired AS (SELECT id FROM reservation WHERE held_until < now() FOR UPDATE SKIP LOCKED) UPDATE seat SET reservation_id = NULL WHERE reservation_id IN (SELECT id FROM expired)
WITH new_order AS (INSERT INTO purchase_order (customer_id, state) VALUES (?, 'DRAFT') RETURNING id) INSERT INTO order_line (order_id, product_id, quantity) SELECT new_order.id, ?, ? FROM new_order
WITH ranked AS (SELECT id, rank() OVER (PARTITION BY league_id ORDER BY points DESC) AS place FROM team) UPDATE team SET place = ranked.place FROM ranked WHERE ranked.id = team.id
MERGE INTO stock s USING (SELECT ? AS product_id, ? AS quantity) n ON s.product_id = n.product_id WHEN MATCHED THEN UPDATE SET quantity = s.quantity + n.quantity WHEN NOT MATCHED THEN INSERT (product_id, quantity) VALUES (n.product_id, n.quantity)
VALUES (1, 'one'), (2, 'two')
SELECT n.id, n.title, n.body, n.author_id, u.login AS author, n.created_at, n.updated_at, n.pinned, coalesce(c.comments, 0) AS comments FROM news n JOIN app_user u ON u.id = n.author_id LEFT JOIN (SELECT news_id, count(*) AS comments FROM news_comment WHERE NOT hidden GROUP BY news_id) c ON c.news_id = n.id WHERE n.tenant_id = ? AND n.published_at <= now() AND (n.expires_at IS NULL OR n.expires_at > now()) ORDER BY n.pinned DESC, n.published_at DESC LIMIT ? OFFSET ?
SELECT p1_0.id, p1_0.archived, p1_0.attributes, p1_0.created_at, p1_0.sku, p1_0.title, b1_0.id, b1_0.name, b1_0.country, s1_0.id, s1_0.name, s1_0.vat_number FROM product p1_0 LEFT JOIN brand b1_0 ON b1_0.id = p1_0.brand_id LEFT JOIN supplier s1_0 ON s1_0.id = p1_0.supplier_id WHERE p1_0.id = ?
SELECT o1_0.customer_id, o1_0.id, o1_0.number, o1_0.placed_at, o1_0.state, o1_0.total, o1_0.version FROM purchase_order o1_0 WHERE o1_0.customer_id IN (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
SELECT c.id, c.number, c.opened_at, p.family_name, p.given_name, p.born_on, w.name AS ward, b.code AS bed, d.family_name AS physician FROM clinic_case c JOIN patient p ON p.id = c.patient_id LEFT JOIN ward w ON w.id = c.ward_id LEFT JOIN bed b ON b.id = c.bed_id AND b.ward_id = w.id LEFT JOIN staff d ON d.id = c.physician_id AND d.role = 'PHYSICIAN' WHERE c.closed_at IS NULL AND (? IS NULL OR w.id = ?) AND (lower(p.family_name) LIKE lower(?) || '%' OR c.number = ?) ORDER BY w.name, b.code, p.family_name
SELECT month, revenue, revenue - lag(revenue, 1, 0) OVER (ORDER BY month) AS growth FROM (SELECT date_trunc('month', paid_at)::date AS month, sum(amount) AS revenue FROM payment WHERE account_id = ? AND refunded_at IS NULL GROUP BY 1) monthly ORDER BY month
