package coop.plenum.baremetal.ipmi;

import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import java.time.Duration;

/** Puts what a controller refuses into words and categories. */
final class Faults {
    private Faults() {}

    static ProviderException unreachable(Object address) {
        return new ProviderException(
                Category.TRANSIENT,
                "unreachable",
                "No IPMI answer from " + address
                        + ". Check the address, the network and that IPMI over LAN is enabled on the controller.");
    }

    static ProviderException wrongCredentials(Object address) {
        return new ProviderException(
                Category.AUTHENTICATION,
                "wrong-credentials",
                address + " refused the user name or the password.",
                "password",
                null,
                null);
    }

    static ProviderException insufficientPrivilege(Object address) {
        return new ProviderException(
                Category.AUTHENTICATION,
                "insufficient-privilege",
                "The user may not do this at " + address + ". Give it the privilege level OPERATOR.",
                "username",
                null,
                null);
    }

    static ProviderException garbled(Object address, String what) {
        return new ProviderException(
                Category.INTERNAL,
                "protocol-error",
                address + " answered against the IPMI specification: " + what + ".");
    }

    /** @param status of RMCP+ and RAKP messages, not 0 */
    static ProviderException handshake(Object address, int status) {
        return switch (status) {
            case 0x01, 0x02 -> busy(address, "it has no free session");
            case 0x0d, 0x0f -> wrongCredentials(address);
            case 0x09, 0x0a -> insufficientPrivilege(address);
            case 0x03, 0x04, 0x05, 0x10, 0x11 ->
                new ProviderException(
                        Category.UNSUPPORTED,
                        "no-common-cipher-suite",
                        address + " has neither cipher suite 17 nor 3 enabled. Enable one of them on the controller.");
            default -> garbled(address, "RMCP+ status " + hex(status));
        };
    }

    /** @param code completion code, not 0 */
    static ProviderException command(Object address, String command, int code) {
        return switch (code) {
            case 0xd4 -> insufficientPrivilege(address);
            case 0xc0, 0xc3, 0xcf, 0xd0, 0xd1, 0xd2 -> busy(address, "completion code " + hex(code));
            case 0xc1, 0xc2, 0xc7, 0xc9, 0xcc, 0xd6 ->
                new ProviderException(
                        Category.UNSUPPORTED,
                        "command-unsupported",
                        address + " does not know " + command + " (completion code " + hex(code) + ").");
            case 0xd5 ->
                new ProviderException(
                        Category.CONFLICT,
                        "wrong-state",
                        address + " cannot carry out " + command + " in its present state.");
            case 0xcb ->
                new ProviderException(Category.MISSING, "not-present", command + " found nothing at " + address + ".");
            default ->
                new ProviderException(
                        Category.INTERNAL,
                        "command-failed",
                        command + " failed at " + address + " with completion code " + hex(code) + ".");
        };
    }

    private static ProviderException busy(Object address, String why) {
        return new ProviderException(
                Category.TRANSIENT,
                "controller-busy",
                address + " is busy: " + why + ".",
                null,
                Duration.ofSeconds(5),
                null);
    }

    private static String hex(int code) {
        return String.format(java.util.Locale.ROOT, "0x%02x", code);
    }
}
