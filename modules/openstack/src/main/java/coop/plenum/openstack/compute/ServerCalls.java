package coop.plenum.openstack.compute;

import coop.plenum.api.Values;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.openstack.client.Cloud;
import coop.plenum.openstack.client.Json;
import coop.plenum.openstack.client.Request;
import coop.plenum.openstack.client.Service;
import coop.plenum.openstack.resource.Failures;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What can be asked of Nova about one server. */
final class ServerCalls {
    private final Cloud cloud;

    ServerCalls(Cloud cloud) {
        this.cloud = cloud;
    }

    private static String path(String id) {
        return "/servers" + Request.path(id);
    }

    Values read(String id, OperationContext context) throws ProviderException, InterruptedException {
        return cloud.send(Request.get(Service.COMPUTE, path(id)).atMost(2, 46), context)
                .body()
                .nested("server");
    }

    /** @param verb as Nova calls it, such as {@code os-start} */
    void act(String id, String verb, @Nullable Object parameters, OperationContext context)
            throws ProviderException, InterruptedException {
        Map<String, @Nullable Object> body = new HashMap<>();
        body.put(verb, parameters);
        cloud.send(Request.post(Service.COMPUTE, path(id) + "/action", body).atMost(2, 46), context);
    }

    /** The last lines; empty when there are none yet. */
    String consoleOutput(String id, int lines, OperationContext context)
            throws ProviderException, InterruptedException {
        Object body = Map.of("os-getConsoleOutput", Map.of("length", lines));
        return cloud.send(
                        Request.post(Service.COMPUTE, path(id) + "/action", body)
                                .atMost(2, 46),
                        context)
                .body()
                .text("output")
                .orElse("");
    }

    static void confirmResize(Cloud cloud, String id, OperationContext context)
            throws ProviderException, InterruptedException {
        new ServerCalls(cloud).act(id, "confirmResize", null, context);
    }

    // Volumes

    void attachVolume(String id, String volume, OperationContext context)
            throws ProviderException, InterruptedException {
        if (volumeAttached(id, volume, context)) {
            return;
        }
        Object body = Map.of("volumeAttachment", Map.of("volumeId", volume));
        // 2.60 is the first that attaches volumes which several servers share
        cloud.send(
                Request.post(Service.COMPUTE, path(id) + "/os-volume_attachments", body)
                        .atMost(2, 60),
                context);
    }

    void detachVolume(String id, String volume, OperationContext context)
            throws ProviderException, InterruptedException {
        absentIsDone(
                Request.delete(Service.COMPUTE, path(id) + "/os-volume_attachments" + Request.path(volume)), context);
    }

    boolean volumeAttached(String id, String volume, OperationContext context)
            throws ProviderException, InterruptedException {
        return exists(path(id) + "/os-volume_attachments" + Request.path(volume), context);
    }

    /** As Cinder sees it: {@code in-use} once the server has it. */
    String volumeStatus(String volume, OperationContext context) throws ProviderException, InterruptedException {
        return cloud.get(Service.VOLUME, "/volumes" + Request.path(volume), context)
                .nested("volume")
                .text("status")
                .orElse("");
    }

    // Interfaces

    void attachInterface(String id, Map<String, String> to, OperationContext context)
            throws ProviderException, InterruptedException {
        cloud.send(
                Request.post(Service.COMPUTE, path(id) + "/os-interface", Map.of("interfaceAttachment", to)), context);
    }

    void detachInterface(String id, String port, OperationContext context)
            throws ProviderException, InterruptedException {
        absentIsDone(Request.delete(Service.COMPUTE, path(id) + "/os-interface" + Request.path(port)), context);
    }

    boolean interfaceAttached(String id, String port, OperationContext context)
            throws ProviderException, InterruptedException {
        return exists(path(id) + "/os-interface" + Request.path(port), context);
    }

    /** Leads a floating IP to the server's first port, or to none. */
    void lead(String floatingIp, Optional<String> server, OperationContext context)
            throws ProviderException, InterruptedException {
        Map<String, @Nullable Object> patch = new HashMap<>();
        patch.put("port_id", server.isPresent() ? firstPort(server.get(), context) : null);
        cloud.send(
                Request.put(Service.NETWORK, "/floatingips" + Request.path(floatingIp), Map.of("floatingip", patch)),
                context);
    }

    private String firstPort(String id, OperationContext context) throws ProviderException, InterruptedException {
        List<Values> ports = Json.objects(cloud.get(
                        Service.NETWORK,
                        "/ports" + Request.query("device_id", id, "sort_key", "id", "sort_dir", "asc"),
                        context)
                .list("ports"));
        return ports.stream()
                .flatMap(port -> port.text("id").stream())
                .findFirst()
                .orElseThrow(
                        () -> Failures.conflict("no-port", "The server has no port that the address could lead to."));
    }

    // Images

    /** A snapshot that was begun with the same mark; empty when there is none. */
    Optional<Values> snapshot(String mark, OperationContext context) throws ProviderException, InterruptedException {
        Values found = cloud.get(Service.IMAGE, "/images" + Request.query("plenum_snapshot", mark), context);
        return Json.objects(found.list("images")).stream().findFirst();
    }

    private boolean exists(String path, OperationContext context) throws ProviderException, InterruptedException {
        try {
            cloud.get(Service.COMPUTE, path, context);
            return true;
        } catch (ProviderException e) {
            if (e.category() == Category.MISSING) {
                return false;
            }
            throw e;
        }
    }

    private void absentIsDone(Request request, OperationContext context)
            throws ProviderException, InterruptedException {
        try {
            cloud.send(request, context);
        } catch (ProviderException e) {
            if (e.category() != Category.MISSING) {
                throw e;
            }
        }
    }
}
