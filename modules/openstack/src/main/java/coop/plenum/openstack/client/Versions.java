package coop.plenum.openstack.client;

import coop.plenum.api.Values;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds out from a service's version document what it speaks. */
final class Versions {
    /** {@code http://host/volume/v3/<project>} and {@code http://host:9696/}. */
    private static final Pattern VERSIONED = Pattern.compile("(.*?)/v\\d+(?:\\.\\d+)?(?:/.*)?");

    private Versions() {}

    /** Where requests go, for what the catalog gives. */
    static String base(Service service, String catalogUrl) {
        String url = catalogUrl.replaceFirst("/+$", "");
        if (service.pathVersion().isEmpty() || VERSIONED.matcher(path(url)).matches()) {
            return url;
        }
        return url + "/" + service.pathVersion();
    }

    /** Where the version document of that base is. */
    static String document(Service service, String base) {
        Matcher parts = VERSIONED.matcher(base);
        return parts.matches() ? parts.group(1) + "/" + service.pathVersion() + "/" : base + "/";
    }

    private static String path(String url) {
        int host = url.indexOf("://");
        int path = url.indexOf('/', host < 0 ? 0 : host + 3);
        return path < 0 ? "" : url.substring(path);
    }

    /** @throws ProviderException category UNSUPPORTED when both sides have no version in common */
    static Endpoint read(Service service, String base, Values document) throws ProviderException {
        Optional<ApiVersion> wanted = ApiVersion.parse(service.pathVersion());
        if (service.highest().isEmpty() || wanted.isEmpty()) {
            return new Endpoint(service, base, Optional.empty(), Optional.empty());
        }
        for (Values offer : offers(document)) {
            Optional<ApiVersion> id = offer.text("id").flatMap(ApiVersion::parse);
            Optional<ApiVersion> highest = offer.text("version").flatMap(ApiVersion::parse);
            if (id.isPresent() && id.get().major() == wanted.get().major() && highest.isPresent()) {
                return agreed(
                        service,
                        base,
                        offer.text("min_version").flatMap(ApiVersion::parse).orElse(wanted.get()),
                        highest.get());
            }
        }
        return new Endpoint(service, base, Optional.empty(), Optional.empty());
    }

    private static Endpoint agreed(Service service, String base, ApiVersion lowest, ApiVersion highest)
            throws ProviderException {
        ApiVersion common = service.highest().map(highest::atMost).orElse(highest);
        if (common.compareTo(lowest) < 0) {
            throw new ProviderException(
                    Category.UNSUPPORTED,
                    "no-common-version",
                    service.project() + " speaks versions " + lowest + " to " + highest + "; this module up to "
                            + common + ".");
        }
        return new Endpoint(service, base, Optional.of(lowest), Optional.of(common));
    }

    private static List<Values> offers(Values document) {
        List<Values> offers = new ArrayList<>();
        if (document.has("version")) {
            offers.add(document.nested("version"));
        }
        offers.addAll(Json.objects(document.list("versions")));
        return offers;
    }
}
