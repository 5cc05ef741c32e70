-- Written for these benchmarks in the style of applications; one statement per line.
SELECT id, email, display_name, created_at FROM customer WHERE id = ?
SELECT `id`, `email`, `display_name` FROM `customer` WHERE `email` = ? LIMIT 1
SELECT c.id, c.email FROM customer c WHERE c.tenant_id = ? AND c.deleted = 0 ORDER BY c.created_at DESC LIMIT ?, ?
SELECT COUNT(*) FROM customer WHERE tenant_id = ? AND status IN ('ACTIVE', 'TRIAL', 'PAUSED')
SELECT COUNT(1) > 0 FROM customer WHERE email = ? AND id <> ?
SELECT o.id, o.number, o.total, c.display_name FROM purchase_order o INNER JOIN customer c ON c.id = o.customer_id WHERE o.placed_at BETWEEN ? AND ? ORDER BY o.placed_at ASC
SELECT o.*, c.email AS customer_email FROM purchase_order o LEFT JOIN customer c ON o.customer_id = c.id WHERE o.state = ?
SELECT o.id, SUM(l.quantity * l.unit_price) AS total FROM purchase_order o JOIN order_line l ON l.order_id = o.id GROUP BY o.id HAVING total > ?
SELECT DATE(o.placed_at) AS day, COUNT(*) AS orders, IFNULL(SUM(o.total), 0) AS revenue FROM purchase_order o WHERE o.tenant_id = ? GROUP BY DATE(o.placed_at) ORDER BY day
SELECT p.id, p.sku, p.title FROM product p WHERE p.title LIKE CONCAT('%', ?, '%') ORDER BY p.title LIMIT 20
SELECT p.id, JSON_UNQUOTE(JSON_EXTRACT(p.attributes, '$.colour')) AS colour FROM product p WHERE JSON_CONTAINS(p.attributes, ?)
SELECT p.id FROM product p WHERE FIND_IN_SET(?, p.tags) AND p.archived = 0
SELECT id, payload FROM outbox WHERE published_at IS NULL ORDER BY id LIMIT 100 FOR UPDATE
SELECT id, name, run_at FROM job WHERE state = 'READY' AND run_at <= NOW() ORDER BY priority DESC, run_at LIMIT 1 FOR UPDATE SKIP LOCKED
SELECT `key`, `value` FROM setting WHERE scope = ? AND `key` IN (?, ?, ?)
SELECT r.name FROM role r, membership m WHERE m.role_id = r.id AND m.user_id = ?
SELECT u.id, u.login, GROUP_CONCAT(r.name ORDER BY r.name SEPARATOR ', ') AS roles FROM app_user u LEFT JOIN membership m ON m.user_id = u.id LEFT JOIN role r ON r.id = m.role_id GROUP BY u.id, u.login
SELECT d.device_id, MAX(d.measured_at) AS measured_at FROM measurement d WHERE d.device_id IN (?, ?, ?) GROUP BY d.device_id
SELECT t.id, t.subject, ROW_NUMBER() OVER (PARTITION BY t.queue_id ORDER BY t.priority DESC, t.opened_at) AS place FROM ticket t WHERE t.closed_at IS NULL
SELECT m.room_id, m.body, LAG(m.sent_at) OVER (PARTITION BY m.room_id ORDER BY m.sent_at) AS previous FROM message m WHERE m.room_id = ?
WITH RECURSIVE tree (id, parent_id, depth) AS (SELECT id, parent_id, 0 FROM category WHERE id = ? UNION ALL SELECT c.id, c.parent_id, t.depth + 1 FROM category c JOIN tree t ON c.parent_id = t.id) SELECT id, depth FROM tree ORDER BY depth
SELECT i.id, i.number, l.paid_at FROM invoice i LEFT JOIN (SELECT invoice_id, MAX(paid_at) AS paid_at FROM payment GROUP BY invoice_id) l ON l.invoice_id = i.id WHERE i.due_on < CURDATE()
SELECT i.id, IF(i.paid_at IS NOT NULL, 'PAID', IF(i.due_on < CURDATE(), 'OVERDUE', 'OPEN')) AS state FROM invoice i WHERE i.account_id = ?
SELECT i.id, CASE i.state WHEN 1 THEN 'PAID' WHEN 2 THEN 'OPEN' ELSE 'UNKNOWN' END AS state FROM invoice i WHERE i.account_id = ?
SELECT a.id, a.balance - COALESCE((SELECT SUM(h.amount) FROM hold h WHERE h.account_id = a.id AND h.released_at IS NULL), 0) AS available FROM account a WHERE a.id = ? FOR UPDATE
SELECT l.id, l.latitude, l.longitude FROM location l WHERE l.latitude BETWEEN ? AND ? AND l.longitude BETWEEN ? AND ? ORDER BY ABS(l.latitude - ?) + ABS(l.longitude - ?) LIMIT 50
SELECT YEAR(hired_on) AS hired_year, COUNT(*) AS people FROM employee GROUP BY YEAR(hired_on) ORDER BY hired_year
SELECT e.id, e.first_name, e.last_name, d.name AS department FROM employee e INNER JOIN department d ON d.id = e.department_id WHERE e.manager_id = ? ORDER BY e.last_name, e.first_name
SELECT e.id FROM employee e WHERE e.salary > (SELECT AVG(x.salary) FROM employee x WHERE x.department_id = e.department_id)
SELECT s.id, s.title FROM song s WHERE NOT EXISTS (SELECT 1 FROM playlist_song ps WHERE ps.song_id = s.id) ORDER BY s.added_at DESC
SELECT version, checksum, installed_on, success FROM schema_history WHERE success = 1 ORDER BY installed_rank
SELECT id, title, MATCH (title, content) AGAINST (? IN BOOLEAN MODE) AS score FROM document WHERE MATCH (title, content) AGAINST (? IN BOOLEAN MODE) ORDER BY score DESC LIMIT 10
SELECT b.id, CONVERT_TZ(b.starts_at, 'UTC', ?) AS starts_at FROM booking b WHERE b.resource_id = ? AND b.starts_at < ? AND b.ends_at > ?
SELECT GET_LOCK(?, 10)
SELECT LAST_INSERT_ID()
SELECT x.id, x.kind FROM (SELECT id, 'NOTE' AS kind, created_at FROM note WHERE case_id = ? UNION ALL SELECT id, 'CALL', created_at FROM phone_call WHERE case_id = ?) x ORDER BY x.created_at DESC LIMIT ?
SELECT t.tenant_id FROM tenant t WHERE t.plan = ? AND t.tenant_id NOT IN (SELECT s.tenant_id FROM suspension s WHERE s.ended_at IS NULL)
SELECT DATE_FORMAT(v.at, '%Y-%m-%d %H:00') AS hour, COUNT(v.id) FROM visit v WHERE v.at >= DATE_SUB(NOW(), INTERVAL 1 DAY) GROUP BY hour ORDER BY hour
SELECT c.country, SUM(CASE WHEN c.newsletter = 1 THEN 1 ELSE 0 END) AS subscribed, COUNT(*) AS customers FROM customer c GROUP BY c.country ORDER BY customers DESC
SELECT AVG(duration_ms), MAX(duration_ms) FROM request_log WHERE route = ? AND at > NOW() - INTERVAL 5 MINUTE
SELECT q.id, q.question, (SELECT COUNT(*) FROM answer a WHERE a.question_id = q.id) AS answers FROM question q WHERE q.form_id = ? ORDER BY q.position
SELECT id, token_hash, expires_at FROM session WHERE token_hash = ? AND expires_at > CURRENT_TIMESTAMP
SELECT r.id, r.stars, LEFT(r.body, 200) AS teaser FROM review r WHERE r.product_id = ? AND r.approved = TRUE ORDER BY r.created_at DESC LIMIT 5
SELECT g.id, g.name, COUNT(gm.user_id) AS members FROM user_group g LEFT JOIN group_member gm USING (group_id) GROUP BY g.id, g.name
SELECT w.id, w.warehouse_code, s.quantity FROM warehouse w CROSS JOIN product p LEFT JOIN stock s ON s.warehouse_id = w.id AND s.product_id = p.id WHERE p.sku = ?
SELECT DISTINCT p.name FROM permission p JOIN role_permission rp ON rp.permission_id = p.id WHERE rp.role_id = ? AND p.name <> ''
SELECT task_id, status FROM task WHERE (project_id, assignee_id) IN ((?, ?), (?, ?)) AND status NOT IN ('DONE', 'CANCELLED')
SELECT `user`.`id`, `user`.`name`, `order`.`createdAt` FROM `user` INNER JOIN `order` ON `order`.`userId` = `user`.`id` WHERE `user`.`active` = true
SELECT event_id, stream, version, body FROM event_store WHERE stream = ? AND version > ? ORDER BY version ASC
SELECT a.name, b.name FROM airport a, airport b, route r WHERE r.origin = a.id AND r.destination = b.id AND a.country != b.country
SELECT CAST(reading AS DECIMAL(10, 2)) AS reading, unit FROM sensor_reading WHERE sensor_id = ? ORDER BY at DESC LIMIT 1
SELECT id FROM subscription WHERE renews_on = DATE_ADD(CURDATE(), INTERVAL 7 DAY) AND cancelled_at IS NULL
SELECT id, name, position FROM board_column WHERE board_id = ? ORDER BY position LOCK IN SHARE MODE
SELECT MIN(score), MAX(score), STD(score) FROM exam_result WHERE student_id = ? AND term = ?
SELECT config_id, data_id, group_id, content, md5, gmt_modified FROM config_info WHERE data_id = ? AND group_id = ? AND tenant_id = ?
SELECT id, job_group, job_cron, job_desc, author FROM job_info WHERE job_group = ? AND job_desc LIKE CONCAT(CONCAT('%', ?), '%') ORDER BY id DESC LIMIT ?, ?
SELECT menu_id, parent_id, menu_name, path, component, order_num, visible, IFNULL(perms, '') AS perms, icon FROM sys_menu WHERE menu_type IN ('M', 'C') AND status = 0 ORDER BY parent_id, order_num
SELECT d.dept_id FROM sys_dept d WHERE FIND_IN_SET(?, d.ancestors) OR d.dept_id = ?
SELECT USER_ID, NICK_NAME, PHONE FROM SYS_USER WHERE DEL_FLAG = '0' AND STATUS <> '1' AND (USER_NAME LIKE ? OR PHONE LIKE ?)
SELECT SQL_CALC_FOUND_ROWS id, title FROM article WHERE channel_id = ? ORDER BY id DESC LIMIT 10
INSERT INTO customer (email, display_name, created_at) VALUES (?, ?, NOW())
INSERT INTO customer (id, tenant_id, email, status) VALUES (UUID(), ?, ?, 'TRIAL')
INSERT INTO order_line (order_id, product_id, quantity, unit_price) VALUES (?, ?, ?, ?), (?, ?, ?, ?), (?, ?, ?, ?)
INSERT INTO setting (scope, `key`, `value`) VALUES (?, ?, ?) ON DUPLICATE KEY UPDATE `value` = VALUES(`value`), changed_at = NOW()
INSERT INTO visit_count (page_id, day, hits) VALUES (?, CURDATE(), 1) ON DUPLICATE KEY UPDATE hits = hits + 1
INSERT IGNORE INTO tag (name) VALUES (?)
INSERT INTO membership (user_id, role_id) SELECT ?, r.id FROM role r WHERE r.name IN (?, ?)
INSERT INTO audit_log (actor_id, action, entity, entity_id, details) VALUES (?, ?, ?, ?, ?)
INSERT INTO measurement (device_id, measured_at, value) SELECT device_id, measured_at, AVG(value) FROM raw_measurement WHERE measured_at < ? GROUP BY device_id, measured_at
INSERT INTO job (name, payload, run_at, state) VALUES (?, ?, DATE_ADD(NOW(), INTERVAL 10 SECOND), 'READY')
INSERT INTO shedlock (name, lock_until, locked_at, locked_by) VALUES (?, TIMESTAMPADD(MICROSECOND, ?, UTC_TIMESTAMP(3)), UTC_TIMESTAMP(3), ?)
INSERT INTO `ticket` (`subject`, `body`, `opened_by`, `opened_at`, `priority`) VALUES (?, ?, ?, DEFAULT, DEFAULT)
REPLACE INTO cache_entry (cache_name, cache_key, content, expires_at) VALUES (?, ?, ?, ?)
REPLACE INTO device_state (device_id, state) SELECT id, 'ONLINE' FROM device WHERE gateway_id = ?
UPDATE customer SET display_name = ?, updated_at = NOW() WHERE id = ?
UPDATE customer SET status = 'PAUSED', version = version + 1 WHERE id = ? AND version = ?
UPDATE purchase_order o INNER JOIN shipment s ON s.order_id = o.id SET o.state = 'SHIPPED', o.shipped_at = NOW() WHERE s.tracking_number = ?
UPDATE product SET attributes = JSON_SET(attributes, '$.colour', ?), updated_at = NOW() WHERE sku = ?
UPDATE stock SET quantity = quantity - ? WHERE product_id = ? AND warehouse_id = ? AND quantity >= ?
UPDATE job SET state = 'RUNNING', picked_by = ?, picked_at = NOW() WHERE state = 'READY' ORDER BY run_at LIMIT 1
UPDATE account SET balance = CASE id WHEN ? THEN balance - ? WHEN ? THEN balance + ? END WHERE id IN (?, ?)
UPDATE employee e SET e.department_id = (SELECT d.id FROM department d WHERE d.code = ?) WHERE e.id = ?
UPDATE session SET last_seen_at = GREATEST(last_seen_at, ?) WHERE token_hash = ?
UPDATE board_card SET position = position + 1 WHERE column_id = ? AND position >= ? ORDER BY position DESC
UPDATE invoice i JOIN (SELECT invoice_id, SUM(amount) AS total FROM invoice_item GROUP BY invoice_id) t ON t.invoice_id = i.id SET i.total = t.total
UPDATE app_user SET password_hash = ?, must_change = 0, failed_logins = 0 WHERE login = ? AND locked = 0
UPDATE `sys_user` SET `login_ip` = ?, `login_date` = SYSDATE(), `update_by` = ? WHERE `user_id` = ?
DELETE FROM session WHERE expires_at < NOW()
DELETE FROM membership WHERE user_id = ? AND role_id = ?
DELETE l FROM order_line l INNER JOIN purchase_order o ON l.order_id = o.id WHERE o.state = 'DRAFT' AND o.created_at < NOW() - INTERVAL 30 DAY
DELETE FROM tag WHERE id NOT IN (SELECT tag_id FROM product_tag)
DELETE FROM outbox WHERE published_at < ? ORDER BY id LIMIT 1000
DELETE FROM cache_entry WHERE cache_name = ? AND (expires_at < ? OR version <> ?)
DELETE FROM registry WHERE registry_group = ? AND registry_key = ? AND registry_value = ?
WITH ranked AS (SELECT id, RANK() OVER (PARTITION BY league_id ORDER BY points DESC) AS place FROM team) SELECT team.name, ranked.place FROM team JOIN ranked ON ranked.id = team.id WHERE ranked.place <= 3
SELECT n.id, n.title, n.body, n.author_id, u.login AS author, n.created_at, n.updated_at, n.pinned, IFNULL(c.comments, 0) AS comments FROM news n JOIN app_user u ON u.id = n.author_id LEFT JOIN (SELECT news_id, COUNT(*) AS comments FROM news_comment WHERE hidden = 0 GROUP BY news_id) c ON c.news_id = n.id WHERE n.tenant_id = ? AND n.published_at <= NOW() AND (n.expires_at IS NULL OR n.expires_at > NOW()) ORDER BY n.pinned DESC, n.published_at DESC LIMIT ? OFFSET ?
SELECT p1_0.id, p1_0.archived, p1_0.attributes, p1_0.created_at, p1_0.sku, p1_0.title, b1_0.id, b1_0.name, b1_0.country, s1_0.id, s1_0.name, s1_0.vat_number FROM product p1_0 LEFT JOIN brand b1_0 ON b1_0.id = p1_0.brand_id LEFT JOIN supplier s1_0 ON s1_0.id = p1_0.supplier_id WHERE p1_0.id = ?
SELECT o1_0.customer_id, o1_0.id, o1_0.number, o1_0.placed_at, o1_0.state, o1_0.total, o1_0.version FROM purchase_order o1_0 WHERE o1_0.customer_id IN (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
SELECT c.id, c.number, c.opened_at, p.family_name, p.given_name, p.born_on, w.name AS ward, b.code AS bed, d.family_name AS physician FROM clinic_case c JOIN patient p ON p.id = c.patient_id LEFT JOIN ward w ON w.id = c.ward_id LEFT JOIN bed b ON b.id = c.bed_id AND b.ward_id = w.id LEFT JOIN staff d ON d.id = c.physician_id AND d.role = 'PHYSICIAN' WHERE c.closed_at IS NULL AND (? IS NULL OR w.id = ?) AND (p.family_name LIKE CONCAT(?, '%') OR c.number = ?) ORDER BY w.name, b.code, p.family_name
SELECT DATE_FORMAT(p.paid_at, '%Y-%m') AS month, SUM(p.amount) AS revenue, COUNT(DISTINCT p.customer_id) AS customers FROM payment p WHERE p.account_id = ? AND p.refunded_at IS NULL GROUP BY DATE_FORMAT(p.paid_at, '%Y-%m') ORDER BY month
SELECT e.id, e.name, e.starts_at, v.name AS venue, v.city, COUNT(t.id) AS sold, e.capacity - COUNT(t.id) AS free FROM event e JOIN venue v ON v.id = e.venue_id LEFT JOIN event_ticket t ON t.event_id = e.id AND t.cancelled_at IS NULL WHERE e.starts_at > NOW() AND v.city = ? GROUP BY e.id, e.name, e.starts_at, v.name, v.city, e.capacity ORDER BY e.starts_at LIMIT 30
