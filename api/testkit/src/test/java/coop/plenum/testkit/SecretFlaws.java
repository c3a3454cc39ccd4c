package coop.plenum.testkit;

import coop.plenum.api.provider.Change;
import coop.plenum.api.provider.Diagnostics;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.Step;
import coop.plenum.api.secret.SecretLease;

/** Providers that are careless with secrets. */
final class SecretFlaws {
    private SecretFlaws() {}

    @Breaks(value = "eachLeaseIsClosed", says = "must close each SecretLease")
    static final class KeepsTheLease extends Harbour {
        @Override
        void signIn(HarbourConnection connection) throws ProviderException {
            super.signIn(connection);
            connection.context().credential("pin", "Stay signed in");
        }
    }

    @Breaks(value = "secretsAreNeitherPrintedNorThrown", says = "the secret in the field \"pin\" must not be told")
    static final class ReportsThePin extends Harbour {
        @Override
        Diagnostics check(HarbourConnection connection, OperationContext context) throws InterruptedException {
            context.progress(0, "Signing in with " + PIN);
            return super.check(connection, context);
        }
    }

    @Breaks(value = "secretsAreNeitherPrintedNorThrown", says = "exception of discover() of harbour.beacon")
    static final class ThrowsThePin extends Harbour {
        @Override
        void signIn(HarbourConnection connection) throws ProviderException {
            try (SecretLease pin = connection.context().credential("pin", "Sign in")) {
                String text = new String(pin.value());
                if (!pins.contains(text)) {
                    throw new ProviderException(
                            Category.AUTHENTICATION, "wrong-pin", "The harbour refuses the PIN " + text + ".");
                }
            }
        }
    }

    @Breaks(value = "eachLeaseIsClosed", says = "must close each SecretLease")
    static final class KeepsTheKeyOfABeacon extends Harbour {
        @Override
        Step create(HarbourConnection connection, Change change, OperationContext context)
                throws ProviderException, InterruptedException {
            context.secret(change.after().requireText("key"), "Lock the beacon");
            return super.create(connection, change, context);
        }
    }

    @Breaks(value = "secretsAreNeitherPrintedNorThrown", says = "the secret in the field \"key\" must not be told")
    static final class WritesTheKeyOnTheBeacon extends Harbour {
        @Override
        Step create(HarbourConnection connection, Change change, OperationContext context)
                throws ProviderException, InterruptedException {
            try (SecretLease key = context.secret(change.after().requireText("key"), "Lock the beacon")) {
                context.progress(0.5, "Locking it with " + new String(key.value()));
            }
            return super.create(connection, change, context);
        }
    }
}
