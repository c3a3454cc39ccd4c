package coop.plenum.aws.rds;

import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.secret.SecretLease;
import coop.plenum.aws.common.Faults;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The password of a database's administrator: one of the platform's secrets, or one that AWS makes and keeps. */
final class Password {
    static final String FIELD = "adminPassword";
    private static final int SHORTEST = 8;
    /** What RDS takes with every engine. */
    private static final Pattern POSSIBLE = Pattern.compile("[\\x21-\\x7e&&[^/@\"]]{8,41}");

    private Password() {}

    /** What to do with it, by those who put it into a request and keep it nowhere. */
    @FunctionalInterface
    interface Use<R> {
        /** @param password null when AWS is to make one and keep it */
        R with(@Nullable String password) throws ProviderException, InterruptedException;
    }

    /** @param reference the value of the field; null when it is empty */
    static <R> R lend(@Nullable String reference, OperationContext context, Use<R> use)
            throws ProviderException, InterruptedException {
        if (reference == null) {
            return use.with(null);
        }
        try (SecretLease lease = context.secret(reference, "Password of the administrator of a database of AWS")) {
            String password = new String(lease.value());
            Optional<String> wrong = wrong(password);
            if (wrong.isPresent()) {
                throw Faults.user(FIELD, wrong.get());
            }
            return use.with(password);
        }
    }

    private static Optional<String> wrong(String password) {
        if (POSSIBLE.matcher(password).matches()) {
            return Optional.empty();
        }
        return Optional.of(
                password.length() < SHORTEST
                        ? "RDS takes no password of less than " + SHORTEST + " characters."
                        : "RDS takes passwords of 8 to 41 printable ASCII characters, without spaces and / @ \".");
    }
}
