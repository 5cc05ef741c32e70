package io.crossfade.jdbc;

import io.crossfade.sql.Dialect;

/**
 * What a text may do to its session besides reading and writing rows. Found by words, so it errs on the side of too
 * much: the price is a query, not a wrong plan.
 *
 * @param context it may change what unqualified names stand for, or how texts are read
 * @param schema it may change a table or a view
 * @param locks it may give up the session's locks
 */
record SessionEffects(boolean context, boolean schema, boolean locks) {

    static final SessionEffects NONE = new SessionEffects(false, false, false);

    static SessionEffects of(Dialect dialect, String sql) {
        return (dialect.isMySql() ? EffectWords.MYSQL : EffectWords.POSTGRESQL).in(sql);
    }

    /** Only what it does to locks: the instance holds them whether anything migrates or not. */
    static SessionEffects ofLocks(Dialect dialect, String sql) {
        boolean locks = (dialect.isMySql() ? EffectWords.MYSQL : EffectWords.POSTGRESQL).giveUpLocks(sql);
        return locks ? new SessionEffects(false, false, true) : NONE;
    }

    SessionEffects and(SessionEffects other) {
        return equals(other) || other.equals(NONE)
                ? this
                : new SessionEffects(context || other.context, schema || other.schema, locks || other.locks);
    }
}
