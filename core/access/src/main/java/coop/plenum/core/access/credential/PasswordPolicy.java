package coop.plenum.core.access.credential;

import coop.plenum.api.PlenumException;
import coop.plenum.api.PlenumException.Violation;
import java.nio.CharBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Length before composition, as NIST SP 800-63B and OWASP advise: no rules about digits and signs. */
public final class PasswordPolicy {
    public static final int MIN_LENGTH = 12;
    public static final int MAX_LENGTH = 1024;
    /** For the password given by the environment at the first start. */
    public static final int MIN_LENGTH_OF_ENVIRONMENT = 8;

    private static final String CODE = "weak-password";
    private static final int LEAST_DIFFERENT = 4;
    private static final int LEAST_LOGIN = 3;

    /** The guesses every attacker begins with, of those that are long enough. */
    private static final Set<String> COMMON = Set.of(
            "123456789012",
            "1234567890123",
            "12345678901234",
            "123456789012345",
            "1234567890123456",
            "1q2w3e4r5t6y",
            "1qaz2wsx3edc",
            "abcdefghijkl",
            "abcdefghijklm",
            "administrator",
            "administrator1",
            "changemechangeme",
            "changemeplease",
            "correcthorsebatterystaple",
            "correct horse battery staple",
            "iloveyouiloveyou",
            "infrastructure",
            "letmeinletmein",
            "letmeinplease",
            "passw0rdpassw0rd",
            "password1234",
            "password12345",
            "password123456",
            "passwordpassword",
            "plenumplenum",
            "plenumpassword",
            "qazwsxedcrfv",
            "qwerty123456",
            "qwerty1234567",
            "qwertyqwerty",
            "qwertyuiop12",
            "qwertyuiop123",
            "qwertyuiopas",
            "qwertyuiopasdf",
            "thisismypassword",
            "welcomewelcome",
            "welcome12345");

    private PasswordPolicy() {}

    /** @throws PlenumException {@code weak-password}, with all that is wrong */
    public static void check(char[] password, String login) {
        List<String> problems = new ArrayList<>();
        length(password, MIN_LENGTH, problems);
        String lower = CharBuffer.wrap(password).toString().toLowerCase(Locale.ROOT);
        if (login.length() >= LEAST_LOGIN && lower.contains(login.toLowerCase(Locale.ROOT))) {
            problems.add("It must not contain the login.");
        }
        if (COMMON.contains(lower) || lower.chars().distinct().count() < LEAST_DIFFERENT) {
            problems.add("It is among the first that anybody would guess.");
        }
        refuse(problems);
    }

    /** The rule for {@code plenum.admin.password}: only its length counts. */
    public static void checkOfEnvironment(char[] password) {
        List<String> problems = new ArrayList<>();
        length(password, MIN_LENGTH_OF_ENVIRONMENT, problems);
        refuse(problems);
    }

    private static void length(char[] password, int least, List<String> problems) {
        if (password.length < least) {
            problems.add("It must have at least " + least + " characters.");
        }
        if (password.length > MAX_LENGTH) {
            problems.add("It must have at most " + MAX_LENGTH + " characters.");
        }
    }

    private static void refuse(List<String> problems) {
        if (!problems.isEmpty()) {
            throw PlenumException.invalid(
                    CODE,
                    "The password is too weak. " + String.join(" ", problems) + " Several words in a row do well.",
                    problems.stream()
                            .map(problem -> new Violation("/password", CODE, problem))
                            .toList());
        }
    }
}
