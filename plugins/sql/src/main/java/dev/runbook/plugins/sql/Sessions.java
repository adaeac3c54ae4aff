package dev.runbook.plugins.sql;

import dev.runbook.engine.model.EffectFailed;
import dev.runbook.engine.model.OutcomeUnknown;
import dev.runbook.engine.spi.StepScope;
import dev.runbook.plugins.sql.Failures.ContactLost;

/** Which connection a statement goes over. */
interface Sessions {
    /** Reads; what it does may be done again. */
    <T> T read(Call call, String sql, Session.Work<T> work) throws Exception;

    /** Writes, once. */
    <T> T write(Call call, String sql, Session.Work<T> work) throws Exception;

    /** Writes all or nothing, once. */
    <T> T writeTogether(Call call, String sql, Session.Work<T> work) throws Exception;

    /** A connection of its own for each statement. */
    record Own(StepScope scope, Database database) implements Sessions {
        @Override
        public <T> T read(Call call, String sql, Session.Work<T> work) throws Exception {
            try (Session session = Session.open(scope, database, Session.Mode.READS)) {
                return session.run(call, sql, work);
            } catch (ContactLost lost) {
                throw new OutcomeUnknown(lost.getMessage(), lost);
            }
        }

        @Override
        public <T> T write(Call call, String sql, Session.Work<T> work) throws Exception {
            try (Session session = Session.open(scope, database, Session.Mode.WRITES)) {
                return session.run(call, sql, work);
            } catch (ContactLost lost) {
                throw unknown(lost, "whether the statement was carried out");
            }
        }

        @Override
        public <T> T writeTogether(Call call, String sql, Session.Work<T> work) throws Exception {
            try (Session session = Session.open(scope, database, Session.Mode.TRANSACTION)) {
                T value = session.run(call, sql, work);
                commit(session, call);
                return value;
            }
        }
    }

    /** The one connection of a transaction. */
    record Held(Session session) implements Sessions {
        @Override
        public <T> T read(Call call, String sql, Session.Work<T> work) throws Exception {
            return write(call, sql, work);
        }

        @Override
        public <T> T write(Call call, String sql, Session.Work<T> work) throws Exception {
            try {
                return session.run(call, sql, work);
            } catch (ContactLost lost) {
                throw new EffectFailed(lost.getMessage() + "\n  nothing of the transaction was committed");
            }
        }

        @Override
        public <T> T writeTogether(Call call, String sql, Session.Work<T> work) throws Exception {
            return write(call, sql, work);
        }
    }

    /** Commits; an answer that never came leaves nobody knowing. */
    static void commit(Session session, Call call) throws Exception {
        try {
            session.commit(call);
        } catch (ContactLost lost) {
            throw unknown(lost, "whether the transaction was committed");
        }
    }

    static OutcomeUnknown unknown(ContactLost lost, String what) {
        return new OutcomeUnknown(lost.getMessage() + "\n  nobody knows " + what + ": look into the database", null);
    }
}
