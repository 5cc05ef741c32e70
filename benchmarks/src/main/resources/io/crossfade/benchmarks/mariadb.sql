-- Written for these benchmarks in the style of applications; one statement per line.
SELECT id, isbn, title, published FROM book WHERE id = ?
SELECT `id`, `isbn`, `title` FROM `book` WHERE `isbn` = ? LIMIT 1
SELECT b.id, b.title FROM book b WHERE b.library_id = ? AND b.withdrawn = 0 ORDER BY b.acquired_on DESC LIMIT ? OFFSET ?
SELECT COUNT(*) FROM loan WHERE reader_id = ? AND returned_at IS NULL
SELECT 1 FROM reader WHERE card_number = ? AND blocked_until > NOW() LIMIT 1
SELECT l.id, l.due_on, b.title, r.name FROM loan l JOIN book b ON b.id = l.book_id JOIN reader r ON r.id = l.reader_id WHERE l.due_on < CURDATE() AND l.returned_at IS NULL ORDER BY l.due_on
SELECT b.*, p.name AS publisher FROM book b LEFT JOIN publisher p ON p.id = b.publisher_id WHERE b.language = ?
SELECT a.id, a.name, COUNT(ba.book_id) AS books FROM author a JOIN book_author ba ON ba.author_id = a.id GROUP BY a.id, a.name HAVING COUNT(ba.book_id) >= ? ORDER BY books DESC
SELECT YEAR(l.lent_at) AS y, MONTH(l.lent_at) AS m, COUNT(*) AS loans FROM loan l WHERE l.branch_id = ? GROUP BY YEAR(l.lent_at), MONTH(l.lent_at) WITH ROLLUP
SELECT b.id, b.title FROM book b WHERE b.title LIKE CONCAT('%', ?, '%') OR b.subtitle LIKE CONCAT('%', ?, '%') ORDER BY b.title LIMIT 25
SELECT b.id, JSON_VALUE(b.metadata, '$.edition') AS edition FROM book b WHERE JSON_EXTRACT(b.metadata, '$.illustrated') = true
SELECT id, channel, body FROM notification WHERE sent_at IS NULL ORDER BY id LIMIT 50 FOR UPDATE SKIP LOCKED
SELECT name, value FROM preference WHERE reader_id = ? AND name IN (?, ?, ?, ?)
SELECT s.name FROM shelf s, branch b WHERE s.branch_id = b.id AND b.code = ?
SELECT r.id, r.name, GROUP_CONCAT(DISTINCT g.name ORDER BY g.name SEPARATOR '; ') AS interests FROM reader r LEFT JOIN reader_genre rg ON rg.reader_id = r.id LEFT JOIN genre g ON g.id = rg.genre_id GROUP BY r.id, r.name
SELECT copy_id, MAX(scanned_at) AS last_seen FROM scan WHERE copy_id BETWEEN ? AND ? GROUP BY copy_id
SELECT h.id, h.placed_at, RANK() OVER (PARTITION BY h.book_id ORDER BY h.placed_at) AS queue FROM hold_request h WHERE h.state = 'WAITING'
WITH RECURSIVE path AS (SELECT id, parent_id, name FROM subject WHERE id = ? UNION SELECT s.id, s.parent_id, s.name FROM subject s JOIN path p ON s.id = p.parent_id) SELECT name FROM path
SELECT f.id, f.amount - IFNULL(p.paid, 0) AS open FROM fine f LEFT JOIN (SELECT fine_id, SUM(amount) AS paid FROM fine_payment GROUP BY fine_id) p ON p.fine_id = f.id WHERE f.reader_id = ?
SELECT c.id, IF(c.lost_at IS NULL, 'SHELVED', 'LOST') AS state FROM copy c WHERE c.book_id = ?
SELECT id, CASE WHEN age < 12 THEN 'CHILD' WHEN age < 18 THEN 'TEEN' ELSE 'ADULT' END AS category FROM reader WHERE branch_id = ?
SELECT r.id, (SELECT COUNT(*) FROM loan l WHERE l.reader_id = r.id AND l.returned_at IS NULL) AS lent FROM reader r WHERE r.card_number = ? FOR UPDATE
SELECT s.id, s.lat, s.lng FROM station s WHERE s.lat BETWEEN ? AND ? AND s.lng BETWEEN ? AND ? LIMIT 100
SELECT e.id, e.first_name, e.last_name, t.name AS team FROM employee e INNER JOIN team t ON t.id = e.team_id WHERE e.left_on IS NULL ORDER BY e.last_name, e.first_name
SELECT e.id FROM employee e WHERE e.salary >= (SELECT AVG(x.salary) FROM employee x WHERE x.team_id = e.team_id)
SELECT g.id, g.name FROM genre g WHERE NOT EXISTS (SELECT 1 FROM book_genre bg WHERE bg.genre_id = g.id)
SELECT id, title, MATCH (title, summary) AGAINST (?) AS score FROM book WHERE MATCH (title, summary) AGAINST (?) > 0 ORDER BY score DESC LIMIT 10
SELECT id, CONVERT_TZ(opens_at, 'UTC', ?) AS opens_at FROM opening_hours WHERE branch_id = ? AND weekday = ?
SELECT GET_LOCK(?, 5) AS got
SELECT LAST_INSERT_ID() AS id
SELECT u.id, u.kind FROM (SELECT id, 'LOAN' AS kind, lent_at AS at FROM loan WHERE reader_id = ? UNION ALL SELECT id, 'FINE', issued_at FROM fine WHERE reader_id = ?) u ORDER BY u.at DESC LIMIT 20
SELECT book_id FROM loan WHERE lent_at > ? EXCEPT SELECT book_id FROM recall
SELECT book_id FROM wishlist WHERE reader_id = ? INTERSECT SELECT book_id FROM copy WHERE branch_id = ?
SELECT DATE_FORMAT(at, '%Y-%m-%d') AS day, COUNT(*) AS visits FROM gate_count WHERE at >= DATE_SUB(CURDATE(), INTERVAL 30 DAY) GROUP BY day ORDER BY day
SELECT AVG(response_ms) FROM probe WHERE host = ? AND at > NOW() - INTERVAL 10 MINUTE
SELECT SUM(CASE WHEN digital = 1 THEN 1 ELSE 0 END) AS digital, COUNT(*) AS total FROM book WHERE library_id = ?
SELECT id, token, expires_at FROM remember_me WHERE token = ? AND expires_at > CURRENT_TIMESTAMP()
SELECT LEFT(r.body, 140) AS teaser, r.stars FROM review r WHERE r.book_id = ? AND r.visible = TRUE ORDER BY r.written_at DESC LIMIT 3
SELECT b.id, b.name, COUNT(m.id) AS members FROM book_club b LEFT JOIN club_member m USING (club_id) GROUP BY b.id, b.name
SELECT br.code, bk.isbn, IFNULL(s.copies, 0) AS copies FROM branch br CROSS JOIN book bk LEFT JOIN stock s ON s.branch_id = br.id AND s.book_id = bk.id WHERE bk.isbn = ?
SELECT id, status FROM request WHERE (branch_id, reader_id) IN ((?, ?), (?, ?)) AND status NOT IN ('DONE', 'REJECTED')
SELECT `group`.`id`, `group`.`name`, `user`.`login` FROM `group` INNER JOIN `user` ON `user`.`group_id` = `group`.`id` WHERE `group`.`deleted_at` IS NULL
SELECT seq, type, payload FROM event_journal WHERE persistence_id = ? AND seq BETWEEN ? AND ? ORDER BY seq ASC LIMIT ?
SELECT a.title, b.title FROM book a, book b WHERE a.series_id = b.series_id AND a.volume = b.volume - 1
SELECT CAST(price AS DECIMAL(10, 2)) AS price, currency FROM price_list WHERE book_id = ? AND valid_from <= CURDATE() ORDER BY valid_from DESC LIMIT 1
SELECT id FROM membership WHERE expires_on = DATE_ADD(CURDATE(), INTERVAL 14 DAY) AND auto_renew = 0
SELECT id, name, position FROM shelf_section WHERE shelf_id = ? ORDER BY position LOCK IN SHARE MODE
SELECT MIN(grade), MAX(grade), AVG(grade) FROM reading_test WHERE pupil_id = ? AND school_year = ?
SELECT NEXT VALUE FOR receipt_number
SELECT id, name FROM supplier WHERE country = ? AND (rating >= ? OR preferred = 1) AND name REGEXP ?
SELECT p.id, p.name FROM printer p WHERE p.location <=> ? ORDER BY p.name
SELECT HEX(id) AS id, name FROM tenant WHERE id = UNHEX(?)
SELECT t.id, t.subject, t.priority, u.login FROM ticket t LEFT JOIN app_user u ON u.id = t.assignee_id WHERE t.status = 'OPEN' AND (t.assignee_id = ? OR t.assignee_id IS NULL) ORDER BY FIELD(t.priority, 'HIGH', 'NORMAL', 'LOW'), t.opened_at
SELECT id, SUBSTRING_INDEX(email, '@', -1) AS domain FROM app_user WHERE email LIKE '%@%'
SELECT TIMESTAMPDIFF(DAY, lent_at, IFNULL(returned_at, NOW())) AS days FROM loan WHERE id = ?
SELECT DISTINCT language FROM book ORDER BY language
SELECT role_id, MAX(granted_at) FROM role_grant GROUP BY role_id ORDER BY NULL
SELECT c.id, c.text, c.parent_id FROM comment c WHERE c.thread_id = ? AND c.deleted_at IS NULL ORDER BY COALESCE(c.parent_id, c.id), c.created_at
INSERT INTO book (isbn, title, published) VALUES (?, ?, ?)
INSERT INTO book (id, isbn, title, language) VALUES (UUID(), ?, ?, 'en') RETURNING id
INSERT INTO book_author (book_id, author_id, position) VALUES (?, ?, ?), (?, ?, ?), (?, ?, ?)
INSERT INTO preference (reader_id, name, value) VALUES (?, ?, ?) ON DUPLICATE KEY UPDATE value = VALUES(value)
INSERT INTO daily_count (branch_id, day, visits) VALUES (?, CURDATE(), 1) ON DUPLICATE KEY UPDATE visits = visits + 1
INSERT IGNORE INTO genre (name) VALUES (?), (?), (?)
INSERT INTO reader_genre (reader_id, genre_id) SELECT ?, g.id FROM genre g WHERE g.name IN (?, ?, ?)
INSERT INTO loan (reader_id, copy_id, lent_at, due_on) VALUES (?, ?, NOW(), DATE_ADD(CURDATE(), INTERVAL 28 DAY))
INSERT INTO gate_archive (branch_id, day, visits) SELECT branch_id, DATE(at), COUNT(*) FROM gate_count WHERE at < ? GROUP BY branch_id, DATE(at)
INSERT INTO scheduled_task (task_name, task_instance, task_data, execution_time, picked, version) VALUES (?, ?, ?, ?, false, 1)
INSERT INTO `audit` (`actor`, `action`, `entity`, `at`) VALUES (?, ?, ?, DEFAULT)
REPLACE INTO heartbeat (node, seen_at) VALUES (?, NOW())
REPLACE INTO shelf_state (shelf_id, state) SELECT id, 'CHECKED' FROM shelf WHERE branch_id = ?
UPDATE book SET title = ?, updated_at = NOW() WHERE id = ?
UPDATE book SET withdrawn = 1, version = version + 1 WHERE id = ? AND version = ?
UPDATE loan l INNER JOIN copy c ON c.id = l.copy_id SET l.returned_at = NOW(), c.shelved = 1 WHERE c.barcode = ? AND l.returned_at IS NULL
UPDATE book SET metadata = JSON_SET(metadata, '$.edition', ?) WHERE isbn = ?
UPDATE stock SET copies = copies - 1 WHERE book_id = ? AND branch_id = ? AND copies > 0
UPDATE scheduled_task SET picked = true, picked_by = ?, last_heartbeat = ?, version = version + 1 WHERE picked = false AND task_name = ? AND task_instance = ? AND version = ?
UPDATE hold_request SET position = position - 1 WHERE book_id = ? AND position > ? ORDER BY position
UPDATE account SET balance = CASE id WHEN ? THEN balance - ? WHEN ? THEN balance + ? ELSE balance END WHERE id IN (?, ?)
UPDATE employee e SET e.team_id = (SELECT t.id FROM team t WHERE t.code = ?) WHERE e.id = ?
UPDATE remember_me SET last_used = GREATEST(last_used, ?) WHERE token = ?
UPDATE fine f JOIN (SELECT fine_id, SUM(amount) AS paid FROM fine_payment GROUP BY fine_id) p ON p.fine_id = f.id SET f.settled = p.paid >= f.amount
UPDATE app_user SET password = ?, failed = 0, changed_at = UTC_TIMESTAMP() WHERE login = ? AND locked = 0
UPDATE notification SET sent_at = NOW(), attempts = attempts + 1 WHERE id = ? LIMIT 1
DELETE FROM remember_me WHERE expires_at < NOW()
DELETE FROM reader_genre WHERE reader_id = ? AND genre_id = ?
DELETE ba FROM book_author ba INNER JOIN book b ON b.id = ba.book_id WHERE b.withdrawn = 1 AND b.updated_at < NOW() - INTERVAL 1 YEAR
DELETE FROM genre WHERE id NOT IN (SELECT genre_id FROM book_genre)
DELETE FROM event_journal WHERE persistence_id = ? AND seq <= ? ORDER BY seq LIMIT 500
DELETE FROM heartbeat WHERE node = ? OR seen_at < DATE_SUB(NOW(), INTERVAL 1 HOUR)
DELETE FROM notification WHERE sent_at < ? RETURNING id
WITH ranked AS (SELECT id, ROW_NUMBER() OVER (PARTITION BY branch_id ORDER BY loans DESC) AS place FROM book_stat) SELECT b.title, ranked.place FROM book b JOIN ranked ON ranked.id = b.id WHERE ranked.place <= 10
SELECT n.id, n.title, n.body, u.login AS author, n.created_at, n.pinned, IFNULL(c.comments, 0) AS comments FROM news n JOIN app_user u ON u.id = n.author_id LEFT JOIN (SELECT news_id, COUNT(*) AS comments FROM news_comment WHERE hidden = 0 GROUP BY news_id) c ON c.news_id = n.id WHERE n.library_id = ? AND n.published_at <= NOW() AND (n.expires_at IS NULL OR n.expires_at > NOW()) ORDER BY n.pinned DESC, n.published_at DESC LIMIT ? OFFSET ?
SELECT b1_0.id, b1_0.isbn, b1_0.language, b1_0.published, b1_0.title, b1_0.version, p1_0.id, p1_0.city, p1_0.name, s1_0.id, s1_0.name FROM book b1_0 LEFT JOIN publisher p1_0 ON p1_0.id = b1_0.publisher_id LEFT JOIN series s1_0 ON s1_0.id = b1_0.series_id WHERE b1_0.id = ?
SELECT l1_0.reader_id, l1_0.id, l1_0.copy_id, l1_0.due_on, l1_0.lent_at, l1_0.returned_at FROM loan l1_0 WHERE l1_0.reader_id IN (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
SELECT i.id, i.number, i.issued_on, s.name AS supplier, s.vat_number, SUM(p.quantity * p.unit_price) AS net, SUM(p.quantity * p.unit_price * (1 + p.vat / 100)) AS gross FROM invoice i JOIN supplier s ON s.id = i.supplier_id JOIN invoice_position p ON p.invoice_id = i.id WHERE i.issued_on BETWEEN ? AND ? AND i.cancelled_at IS NULL AND (? IS NULL OR s.id = ?) GROUP BY i.id, i.number, i.issued_on, s.name, s.vat_number ORDER BY i.issued_on DESC, i.number DESC LIMIT 100
SELECT e.id, e.name, e.starts_at, r.name AS room, br.name AS branch, COUNT(s.id) AS signed_up, e.seats - COUNT(s.id) AS free FROM reading e JOIN room r ON r.id = e.room_id JOIN branch br ON br.id = r.branch_id LEFT JOIN sign_up s ON s.reading_id = e.id AND s.cancelled_at IS NULL WHERE e.starts_at > NOW() AND br.city = ? GROUP BY e.id, e.name, e.starts_at, r.name, br.name, e.seats ORDER BY e.starts_at LIMIT 30
SELECT r.id, r.card_number, r.name, r.email, r.phone, a.street, a.house_number, a.postcode, a.city, c.name AS country FROM reader r LEFT JOIN address a ON a.id = r.address_id LEFT JOIN country c ON c.code = a.country_code WHERE r.branch_id = ? AND (r.name LIKE CONCAT(?, '%') OR r.card_number = ? OR r.email = ?) AND r.deleted_at IS NULL ORDER BY r.name ASC, r.id ASC LIMIT ?, ?
SELECT p.id, p.title, p.body FROM page p WHERE p.slug = ? AND p.locale = ? AND p.published = 1
SELECT s.id, s.name, COUNT(v.id) AS volumes FROM series s LEFT JOIN book v ON v.series_id = s.id WHERE s.name LIKE ? GROUP BY s.id, s.name ORDER BY volumes DESC, s.name LIMIT 50
UPDATE copy c, branch b SET c.branch_id = b.id, c.moved_at = NOW() WHERE c.barcode = ? AND b.code = ?
