package coop.plenum.api.expression;

import coop.plenum.api.PlenumException;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    /**
     * The members of a variable that the expression may read, each by the names and numbers that lead to it. A path ends
     * where an index comes that cannot be told: then any member behind it may be read. An empty path is the variable itself.
     *
     * @param known values of other variables; an index that takes no more is worked out
     */
    Set<List<Object>> paths(String variable, Map<String, ? extends @Nullable Object> known);
}
