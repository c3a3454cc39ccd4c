package coop.plenum.testkit;

import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Providers that replace secrets badly. */
final class RotatingFlaws {
    private RotatingFlaws() {}

    @Breaks(value = "newSecretsAreMadeForWhatCanBeRotated", says = "must make another secret for pin each time")
    static final class MakesTheSameSecretAgain extends Harbour {
        @Override
        Map<String, char[]> newSecrets() {
            return Map.of("pin", "1234".toCharArray());
        }
    }

    @Breaks(value = "newSecretsAreMadeForWhatCanBeRotated", says = "of fields only that describe() names in rotatable")
    static final class MakesSecretsNobodyAskedFor extends Harbour {
        @Override
        Map<String, char[]> newSecrets() {
            return Map.of("host", "somewhere-else".toCharArray());
        }
    }

    @Breaks(
            value = "theStepsOfARotationMayBeTakenAgain",
            says = "introduce(), when it is called again, must leave the secrets in use as they are")
    static final class KeepsThoseOfTheLastTwoIntroductions extends Harbour {
        private final List<String> order = new ArrayList<>(List.of(PIN));

        @Override
        void admit(String pin) {
            order.add(pin);
            pins.clear();
            pins.addAll(order.subList(order.size() - 2, order.size()));
        }
    }

    @Breaks(
            value = "theStepsOfARotationMayBeTakenAgain",
            says = "withdraw(), when it is called again, must come to all places")
    static final class FailsWhereThereIsNothingLeftToWithdraw extends Harbour {
        @Override
        void dismiss(String pin) throws ProviderException {
            if (!pins.remove(pin)) {
                throw new ProviderException(Category.MISSING, "no-such-pin", "There is no such PIN.");
            }
        }
    }

    @Breaks(
            value = "theStepsOfARotationMayBeTakenAgain",
            says = "withdraw(), when it is called again, must leave the new secrets as they are")
    static final class WithdrawsTheOldestOnceMore extends Harbour {
        private final List<String> order = new ArrayList<>(List.of(PIN));

        @Override
        void admit(String pin) {
            pins.add(pin);
            if (!order.contains(pin)) {
                order.add(pin);
            }
        }

        @Override
        void dismiss(String pin) {
            pins.remove(order.remove(0));
        }
    }
}
