package coop.plenum.openstack.compute;

import coop.plenum.api.Values;
import coop.plenum.api.provider.ConsoleAccess.Console;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.ResourceRef;
import coop.plenum.openstack.client.ApiVersion;
import coop.plenum.openstack.client.Cloud;
import coop.plenum.openstack.client.Request;
import coop.plenum.openstack.client.Service;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The console of a server: the first kind that its host has of those that are pages. Serial consoles are web sockets, which
 * a browser does not open by itself. Nova does not tell for how long an address is good; ten minutes unless configured.
 */
final class ServerConsole {
    /** The first version in which all kinds are asked for alike. */
    private static final ApiVersion UNIFORM = new ApiVersion(2, 6);

    private static final List<Kind> KINDS =
            List.of(new Kind("vnc", "novnc"), new Kind("spice", "spice-html5"), new Kind("mks", "webmks"));

    private static final Set<String> STILL =
            Set.of("shutoff", "suspended", "shelved", "shelved-offloaded", "soft-deleted");
    private static final Set<String> RUNNING = Set.of("on", "paused");
    private static final Set<String> POWERLESS = Set.of("off", "crashed", "suspended");

    /** What some consoles write into their addresses as it is, such as the name of the server. */
    private static final Pattern NOT_IN_ADDRESSES = Pattern.compile("[^\\x21-\\x7e]|[\"<>\\\\^`{|}]");

    private final Cloud cloud;

    ServerConsole(Cloud cloud) {
        this.cloud = cloud;
    }

    /** A kind of console in the words of Nova. */
    private record Kind(String protocol, String type) {}

    static Optional<String> unavailable(Values known) {
        String status = known.text("status").orElse("");
        String power = known.text("powerState").orElse("");
        if (status.equals("build")) {
            return Optional.of("The server is being built.");
        }
        if (status.equals("error") && !RUNNING.contains(power)) {
            return Optional.of("The server is in error and does not run.");
        }
        if (STILL.contains(status) || POWERLESS.contains(power)) {
            String how = STILL.contains(status) ? status : power;
            return Optional.of("The server is " + how + "; there is a console only while it runs.");
        }
        return Optional.empty();
    }

    Console open(ResourceRef ref, OperationContext context) throws ProviderException, InterruptedException {
        String id = ServerActions.id(ref);
        Optional<ApiVersion> spoken = cloud.endpoint(Service.COMPUTE, context).highest();
        if (spoken.filter(version -> version.compareTo(UNIFORM) >= 0).isEmpty()) {
            throw new ProviderException(
                    Category.UNSUPPORTED,
                    "no-console",
                    "This Nova is too old: consoles take its API " + UNIFORM + ", that is OpenStack Mitaka.");
        }
        for (Kind kind : KINDS) {
            Optional<Console> console = of(kind, id, context);
            if (console.isPresent()) {
                return console.get();
            }
        }
        throw new ProviderException(
                Category.UNSUPPORTED,
                "no-console",
                "The host of this server has no console that a browser can show: neither VNC nor SPICE nor MKS is enabled"
                        + " there. The action read-console-output tells the last lines that the server has written.");
    }

    /** Empty where the host has none of that kind. */
    private Optional<Console> of(Kind kind, String id, OperationContext context)
            throws ProviderException, InterruptedException {
        Object body = Map.of("remote_console", Map.of("protocol", kind.protocol(), "type", kind.type()));
        try {
            Values answer = cloud.send(
                            Request.post(Service.COMPUTE, "/servers" + Request.path(id) + "/remote-consoles", body)
                                    .atMost(2, 46),
                            context)
                    .body()
                    .nested("remote_console");
            if (!answer.text("type").equals(Optional.of(kind.type()))) {
                throw cloud.mixedUp(Service.COMPUTE, "console");
            }
            return Optional.of(new Console(address(answer.text("url").orElse("")), Optional.empty()));
        } catch (ProviderException e) {
            if (e.code().equals("request-refused") || e.category() == Category.UNSUPPORTED) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Neither the address nor an exception that has it leaves here. */
    private static URI address(String text) throws ProviderException {
        try {
            URI address = new URI(NOT_IN_ADDRESSES.matcher(text).replaceAll(ServerConsole::encoded));
            if (List.of("http", "https").contains(String.valueOf(address.getScheme()))
                    && address.getRawAuthority() != null) {
                return address;
            }
        } catch (URISyntaxException e) {
            // falls through, without what it quotes
        }
        throw new ProviderException(
                Category.INTERNAL,
                "protocol-error",
                "Nova's answer has no address of a console that a browser could open. Its operator has to correct the"
                        + " base URL of the console proxy.");
    }

    private static String encoded(MatchResult found) {
        StringBuilder encoded = new StringBuilder();
        for (byte one : found.group().getBytes(StandardCharsets.UTF_8)) {
            encoded.append(String.format(Locale.ROOT, "%%%02X", one));
        }
        return encoded.toString();
    }
}
