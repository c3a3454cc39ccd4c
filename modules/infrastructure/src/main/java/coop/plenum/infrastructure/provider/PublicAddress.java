package coop.plenum.infrastructure.provider;

import java.net.URI;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Under which address others reach this server, where somebody has said so ({@code PLENUM_PUBLIC_URL}). */
@Component(service = PublicAddress.class)
public final class PublicAddress {
    /** Before the id of a connection: where its remote systems post events. */
    public static final String EVENTS = "/events/";

    private final Optional<String> base;

    @Activate
    public PublicAddress(BundleContext context) {
        this(context.getProperty("plenum.http.url"));
    }

    /** @param base without a slash at its end */
    public PublicAddress(@Nullable String base) {
        this.base = Optional.ofNullable(base).filter(text -> !text.isBlank());
    }

    /** Where remote systems of a connection post what happens. */
    public Optional<URI> events(UUID connection) {
        return base.map(address -> URI.create(address + EVENTS + connection));
    }
}
