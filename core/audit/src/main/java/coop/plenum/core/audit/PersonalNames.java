package coop.plenum.core.audit;

import coop.plenum.api.access.Subject;
import coop.plenum.core.store.Database;
import coop.plenum.core.store.Sql;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Names of persons, which the tree must be able to forget: an entry holds {@code sha256:} and SHA-256(salt || name), salt
 * and name are kept beside and can be deleted. One salt per person and name; who knows it not cannot guess the name.
 */
final class PersonalNames {
    private static final int SALT_LENGTH = 32;
    private static final int MOST_KNOWN = 10_000;

    private final Database database;
    private final SecureRandom random = new SecureRandom();
    private final Map<Subject, String> known = new ConcurrentHashMap<>();

    PersonalNames(Database database) {
        this.database = database;
    }

    /** What the log writes in place of the subject's name. */
    String reference(Sql sql, Subject subject) throws SQLException {
        if (subject.kind() == Subject.Kind.SYSTEM || subject.kind() == Subject.Kind.MODULE) {
            return Leaf.bounded(subject.name());
        }
        String cached = known.get(subject);
        if (cached != null) {
            return cached;
        }
        Optional<String> stored = sql.one(
                "SELECT reference FROM audit_personal WHERE subject = ? AND personal_value = ?",
                row -> row.text(1),
                subject.id(),
                subject.name());
        String reference = stored.isPresent() ? stored.get() : insert(sql, subject);
        database.afterCommit(() -> remember(subject, reference));
        return reference;
    }

    /** @return how many names were forgotten */
    int erase(Sql sql, UUID subject) throws SQLException {
        database.afterCommit(() -> known.keySet().removeIf(name -> name.id().equals(subject)));
        return sql.update("DELETE FROM audit_personal WHERE subject = ?", subject);
    }

    private String insert(Sql sql, Subject subject) throws SQLException {
        byte[] salt = new byte[SALT_LENGTH];
        random.nextBytes(salt);
        String reference = "sha256:" + HexFormat.of().formatHex(digest(salt, subject.name()));
        sql.update(
                "INSERT INTO audit_personal (reference, subject, salt, personal_value) VALUES (?, ?, ?, ?)",
                reference,
                subject.id(),
                salt,
                subject.name());
        return reference;
    }

    private void remember(Subject subject, String reference) {
        if (known.size() >= MOST_KNOWN) {
            known.clear();
        }
        known.put(subject, reference);
    }

    private static byte[] digest(byte[] salt, String value) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(salt);
            return sha256.digest(value.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256.", e);
        }
    }
}
