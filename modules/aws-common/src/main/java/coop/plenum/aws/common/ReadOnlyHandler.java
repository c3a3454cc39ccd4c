package coop.plenum.aws.common;

import coop.plenum.api.Values;
import coop.plenum.api.provider.Change;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.Step;
import coop.plenum.aws.api.AwsAccount;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What AWS has and nobody can change; its id is its name.
 *
 * @param <T> the client's object
 */
public abstract class ReadOnlyHandler<T> extends AwsReader<T> {
    protected ReadOnlyHandler(AwsAccount account, Kind<T> kind) {
        super(account, kind.can());
    }

    @Override
    public final Step apply(Change change, OperationContext context) {
        return Step.failed(Faults.unsupported(kind.aNoun() + " is AWS's own and cannot be changed."));
    }

    @Override
    protected final List<T> alike(String region, String name, Values known, OperationContext context)
            throws ProviderException, InterruptedException {
        Optional<T> found = read(new Place(region, name), context);
        return found.map(List::of).orElseGet(List::of);
    }

    @Override
    protected final Map<String, String> tags(T there) {
        return Map.of();
    }
}
