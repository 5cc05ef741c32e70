package io.crossfade.control.job;

import io.crossfade.control.job.TextualDependents.Text;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What in the database depends on the source columns, other than what a migration replaces. */
final class Dependents {

    private static final String QUERY = """
            SELECT DISTINCT CASE
                WHEN d.classid = 'pg_rewrite'::regclass THEN (
                    SELECT CASE c.relkind WHEN 'v' THEN 'view ' WHEN 'm' THEN 'materialized view ' ELSE 'a rule on table ' END
                           || c.oid::regclass::text
                    FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class WHERE r.oid = d.objid)
                WHEN d.classid = 'pg_attrdef'::regclass THEN (
                    SELECT 'generated column ' || a.attname || ' of table ' || a.attrelid::regclass::text
                    FROM pg_attrdef e JOIN pg_attribute a ON a.attrelid = e.adrelid AND a.attnum = e.adnum
                    WHERE e.oid = d.objid)
                ELSE pg_describe_object(d.classid, d.objid, d.objsubid) END AS what
            FROM pg_depend d
            WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid = ?::oid AND d.refobjsubid = ?
            AND NOT (d.classid = 'pg_class'::regclass AND EXISTS (
                SELECT FROM pg_index i WHERE i.indexrelid = d.objid AND i.indrelid = d.refobjid
                AND NOT i.indisprimary AND NOT i.indisreplident))
            AND NOT (d.classid = 'pg_constraint'::regclass AND EXISTS (
                SELECT FROM pg_constraint k WHERE k.oid = d.objid AND k.conrelid = d.refobjid
                AND k.contype IN ('c', 'f', 'u', 'n') AND k.confdelsetcols IS NULL))
            AND NOT (d.classid = 'pg_attrdef'::regclass AND EXISTS (
                SELECT FROM pg_attrdef e WHERE e.oid = d.objid AND e.adrelid = d.refobjid AND e.adnum = d.refobjsubid))
            ORDER BY 1
            """;

    /** Of functions that aren't made of SQL that PostgreSQL has understood, the catalog keeps the text only. */
    private static final String FUNCTIONS = """
            SELECT CASE p.prokind WHEN 'p' THEN 'procedure ' ELSE 'function ' END || n.nspname || '.' || p.proname
                   || '(' || pg_get_function_identity_arguments(p.oid) || ')', p.prosrc,
                   EXISTS (SELECT FROM pg_trigger t WHERE t.tgfoid = p.oid AND t.tgrelid = ?::oid AND t.tgenabled <> 'D')
            FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang JOIN pg_namespace n ON n.oid = p.pronamespace
            WHERE l.lanname NOT IN ('internal', 'c') AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'crossfade')
            AND NOT EXISTS (SELECT FROM pg_depend d
                WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
            ORDER BY 1
            """;

    private final Session session;
    private final TableFacts table;
    private final TextualDependents texts;

    /** @param unaffected what doesn't depend on the columns, whatever its text looks like */
    Dependents(Session session, TableFacts table, List<String> unaffected) {
        this.session = session;
        this.table = table;
        this.texts = new TextualDependents(table, unaffected);
    }

    /** One sentence each. */
    List<String> of(List<String> sources) throws SQLException {
        List<Text> functions = session.reading(connection -> Rows.all(
                connection,
                FUNCTIONS,
                row -> new Text(row.getString(1), row.getString(2), row.getBoolean(3)),
                table.oid()));
        List<String> sentences = new ArrayList<>();
        for (String source : sources) {
            ColumnFacts column = table.column(source).orElse(null);
            if (column != null) {
                for (String what : of(column)) {
                    sentences.add(what + " depends on column '" + column.name() + "' of " + table.id()
                            + "; drop it, or write it anew for the target's columns");
                }
                sentences.addAll(texts.of(source, functions));
            }
        }
        return sentences;
    }

    private List<String> of(ColumnFacts column) throws SQLException {
        return session.reading(
                connection -> Rows.all(connection, QUERY, row -> row.getString(1), table.oid(), column.number()));
    }
}
