package coop.plenum.api.provider;

import java.util.List;
import java.util.Optional;

/**
 * The result of a check.
 *
 * @param summary such as {@code IPMI 2.0, firmware 9.08}
 * @param problems empty when all is well
 */
public record Diagnostics(String summary, List<Problem> problems) {
    public Diagnostics {
        problems = List.copyOf(problems);
    }

    /**
     * @param field the connection field to mend, if one is to blame
     * @param message what is wrong and what to do
     */
    public record Problem(String code, ProviderException.Category category, Optional<String> field, String message) {}

    public static Diagnostics healthy(String summary) {
        return new Diagnostics(summary, List.of());
    }

    public static Diagnostics failed(ProviderException cause) {
        return new Diagnostics(
                "", List.of(new Problem(cause.code(), cause.category(), cause.field(), cause.getMessage())));
    }

    public boolean ok() {
        return problems.isEmpty();
    }
}
