package coop.plenum.api.expression;

import coop.plenum.api.PlenumException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** A compiled expression. Thread-safe; an evaluation depends on its values only, so equal values give equal results. */
@ProviderType
public interface Expression {
    /** As it was written. */
    String source();

    /**
     * Works the expression out. How long that takes and how large what comes out may get is limited.
     *
     * @param variables values of the JSON data model, as {@link coop.plenum.api.Values} has them
     * @return a value of the JSON data model; instants and durations become texts
     * @throws PlenumException {@code invalid-expression} with what is wrong and, where known, line and column;
     *     {@code expression-too-costly}
     */
    @Nullable
    Object evaluate(Map<String, ? extends @Nullable Object> variables);
}
