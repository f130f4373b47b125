package dev.jeton.lookup.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The statements that PostgreSQL was asked to execute, from its log ({@code log_statement = all}).
 *
 * <p>The service asks for some by itself, each second: those of the fence, the ledger and the audit trail; and now and then
 * which outer keys are in use and which held removals were released. They are known by the tables that they name, and so is
 * a transaction by any of its statements.
 */
public final class StatementLog {
    private static final Pattern STATEMENT =
            Pattern.compile(".* \\[(?<session>\\d+)] LOG: {2}(?:execute [^:]+|statement): (?<sql>.*)");
    private static final Pattern UPKEEP =
            Pattern.compile("\\b(?:(?:fence|ledger|audit)_[a-z]+|outer_keys_in_use|held_removal where released)");
    private static final Duration TRANSACTION = Duration.ofSeconds(30);

    private final Path log;

    public StatementLog(Path log) {
        this.log = log;
    }

    /** How many there are, whoever asked. */
    public int size() throws IOException {
        return read().size();
    }

    /** How many of those from {@code from} (inclusive) to {@code to} (exclusive) are not the service's own upkeep. */
    public long ofRequests(int from, int to) throws IOException, InterruptedException {
        long giveUp = System.nanoTime() + TRANSACTION.toNanos();
        List<Statement> statements = read();
        // What a transaction is about may stand in its log only later.
        while (statements.subList(from, to).stream().anyMatch(statement -> statement.transaction.isOpen)) {
            if (System.nanoTime() > giveUp) {
                throw new AssertionError("a transaction does not end");
            }
            Thread.sleep(50);
            statements = read();
        }
        return statements.subList(from, to).stream()
                .filter(statement -> !statement.transaction.isUpkeep)
                .count();
    }

    private List<Statement> read() throws IOException {
        List<Statement> statements = new ArrayList<>();
        for (String line : Files.readAllLines(log)) {
            Matcher statement = STATEMENT.matcher(line);
            if (statement.matches()) {
                statements.add(new Statement(statement.group("session"), statement.group("sql")));
            } else if (line.startsWith("\t") && !statements.isEmpty()) {
                statements.get(statements.size() - 1).sql += line;
            }
        }
        Map<String, Transaction> open = new HashMap<>();
        for (Statement statement : statements) {
            statement.transaction = open.computeIfAbsent(statement.session, session -> new Transaction());
            statement.transaction.take(statement.sql);
            if (!statement.transaction.isOpen) {
                open.remove(statement.session);
            }
        }
        return statements;
    }

    private static final class Statement {
        private final String session;
        private String sql;
        private Transaction transaction = new Transaction();

        Statement(String session, String sql) {
            this.session = session;
            this.sql = sql;
        }
    }

    /** From {@code begin} to its end; or one statement by itself. */
    private static final class Transaction {
        private boolean isOpen;
        private boolean isUpkeep;

        void take(String sql) {
            String verb = sql.split("\\W", 2)[0];
            if (verb.equalsIgnoreCase("begin") || verb.equalsIgnoreCase("start")) {
                isOpen = true;
            } else if (verb.equalsIgnoreCase("commit") || verb.equalsIgnoreCase("rollback")) {
                isOpen = false;
            }
            isUpkeep |= UPKEEP.matcher(sql).find();
        }
    }
}
