package coop.plenum.openstack.resource;

import coop.plenum.api.Values;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.openstack.client.Json;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a list goes on: after which id. */
public record Marker(String after) {
    private static final String PREFIX = "after:";
    private static final Pattern IN_LINK = Pattern.compile("[?&]marker=([^&]+)");

    public static Marker parse(String token) throws ProviderException {
        if (!token.startsWith(PREFIX) || token.length() == PREFIX.length()) {
            throw new ProviderException(Category.USER, "invalid-page", "The page token is not one of ours.");
        }
        return new Marker(token.substring(PREFIX.length()));
    }

    public String token() {
        return PREFIX + after;
    }

    /** From the link to the next page, wherever a service puts it; only the marker is taken of it. */
    static Optional<Marker> next(Values page) {
        Optional<String> link = page.asMap().keySet().stream()
                .filter(name -> name.endsWith("_links"))
                .flatMap(name -> Json.objects(page.list(name)).stream())
                .filter(entry -> entry.text("rel").filter("next"::equals).isPresent())
                .flatMap(entry -> entry.text("href").stream())
                .findFirst()
                .or(() -> page.text("next"))
                .or(() -> page.nested("links").text("next"));
        return link.map(IN_LINK::matcher)
                .filter(Matcher::find)
                .map(found -> new Marker(URLDecoder.decode(found.group(1), StandardCharsets.UTF_8)));
    }
}
