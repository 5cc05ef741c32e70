-- Ways to the data that a running migration has to live with; which ones keep it from starting is the start check's.
=== a view that is made meanwhile
@on POSTGRESQL
@refused EXPAND_BEFORE_THE_JOB..CONTRACT something that outlives this phase is made
@may-refuse COMPLETE something that outlives this phase is made
CREATE TEMPORARY VIEW report AS SELECT id, {name} FROM users
=== a column is changed by hand
@fails
@refused EXPAND_BEFORE_THE_JOB..CONTRACT whose columns change
ALTER TABLE users DROP COLUMN nothing
=== an index is made by hand
@fails
@refused EXPAND_BEFORE_THE_JOB..CONTRACT whose columns change
CREATE INDEX by_nothing ON users (nothing)
=== a table is dropped
@on POSTGRESQL
@refused EXPAND_BEFORE_THE_JOB..CONTRACT whose columns change
DROP TABLE users
=== rows come from a file
@on MYSQL,MARIADB
@fails
@refused EXPAND_BEFORE_THE_JOB..CONTRACT whose columns change
LOAD DATA LOCAL INFILE 'none' INTO TABLE users
=== rows go through a handler
@on MYSQL,MARIADB
@fails
@refused EXPAND_BEFORE_THE_JOB..CONTRACT whose columns change
HANDLER users READ FIRST
=== a block of code
@on POSTGRESQL
@refused whose columns change
DO $$ BEGIN UPDATE users SET status = 'x'; END $$
=== a procedure that is made
@on MYSQL,MARIADB
@fails
@refused EXPAND_BEFORE_THE_JOB..CONTRACT whose columns change
CREATE PROCEDURE nowhere.p() UPDATE users SET status = 'x'
=== a trigger that is made
@on MYSQL,MARIADB
@fails
@refused EXPAND_BEFORE_THE_JOB..CONTRACT whose columns change
CREATE TRIGGER nowhere.tr BEFORE INSERT ON users FOR EACH ROW SET NEW.status = 'x'
=== a statement that the database keeps
@on POSTGRESQL
@refused EXPAND_BEFORE_THE_JOB..CONTRACT something that outlives this phase is made
@may-refuse COMPLETE something that outlives this phase is made
PREPARE q AS SELECT {name} FROM users
;;
DEALLOCATE q
=== an explanation
@on POSTGRESQL
@masked
EXPLAIN SELECT id FROM users WHERE id = 1
=== a lock on the table
@on POSTGRESQL
LOCK TABLE users IN SHARE MODE
=== a table is emptied
@on POSTGRESQL
TRUNCATE orders
;;
SELECT count(*) FROM orders
