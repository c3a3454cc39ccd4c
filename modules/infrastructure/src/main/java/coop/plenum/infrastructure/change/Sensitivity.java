package coop.plenum.infrastructure.change;

import coop.plenum.api.access.Caller;
import coop.plenum.api.content.ContentType;
import coop.plenum.api.content.ContentTypes;
import coop.plenum.api.content.Field;
import coop.plenum.api.content.Field.Flag;
import coop.plenum.infrastructure.resource.ResourceActions;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Which of the values that a change asks for are not for everybody's eyes. Thread-safe. */
@Component(service = Sensitivity.class)
public final class Sensitivity {
    private final ContentTypes types;
    private final ResourceActions actions;

    @Activate
    public Sensitivity(@Reference ContentTypes types, @Reference ResourceActions actions) {
        this.types = types;
        this.actions = actions;
    }

    /** Names of sensitive fields of the resource's type, or of sensitive parameters of the action. */
    public Set<String> of(Caller caller, ChangeSpec spec) {
        if (spec.values().isEmpty()) {
            return Set.of();
        }
        return fields(caller, spec).stream()
                .filter(field -> field.is(Flag.SENSITIVE))
                .map(Field::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    private List<Field> fields(Caller caller, ChangeSpec spec) {
        return spec.kind() == ChangeKind.ACT
                ? actions.parameters(
                        caller, spec.item().orElseThrow(), spec.action().orElseThrow())
                : types.find(spec.type()).map(ContentType::fields).orElse(List.of());
    }
}
