package coop.plenum.openstack.resource;

import coop.plenum.api.Values;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.openstack.client.Cloud;
import coop.plenum.openstack.client.Request;
import coop.plenum.openstack.client.Service;
import java.util.LinkedHashMap;
import java.util.Map;

/** The metadata of a server, volume or snapshot: what is wanted is set, what is not goes, the marks stay. */
public final class Metadata {
    private final Cloud cloud;
    private final Service service;
    private final String path;

    /** @param path of the resource */
    public Metadata(Cloud cloud, Service service, String path) {
        this.cloud = cloud;
        this.service = service;
        this.path = path;
    }

    /**
     * What is wanted together with the marks, for what takes its metadata only whole.
     *
     * @param after settable values wanted, with {@code metadata} among them
     */
    public static Map<String, Object> whole(Values now, Values after) {
        Map<String, Object> whole = new LinkedHashMap<>(after.nested("metadata").asMap());
        now.asMap().forEach((name, value) -> {
            if (Mark.isOurs(name) && value != null) {
                whole.put(name, value);
            }
        });
        return whole;
    }

    /** @param after settable values wanted, with {@code metadata} among them */
    public void change(Values now, Values after, OperationContext context)
            throws ProviderException, InterruptedException {
        Map<String, Object> wanted =
                new LinkedHashMap<>(after.nested("metadata").asMap());
        Map<String, Object> set = new LinkedHashMap<>(wanted);
        set.entrySet().removeIf(entry -> entry.getValue().equals(now.asMap().get(entry.getKey())));
        if (!set.isEmpty()) {
            add(set, context);
        }
        for (String name : now.asMap().keySet()) {
            if (!wanted.containsKey(name) && !Mark.isOurs(name)) {
                remove(name, context);
            }
        }
    }

    /** Adds to what is there. */
    public void add(Map<String, ?> more, OperationContext context) throws ProviderException, InterruptedException {
        cloud.send(Request.post(service, path + "/metadata", Map.of("metadata", more)), context);
    }

    private void remove(String name, OperationContext context) throws ProviderException, InterruptedException {
        try {
            cloud.send(Request.delete(service, path + "/metadata" + Request.path(name)), context);
        } catch (ProviderException e) {
            if (e.category() != Category.MISSING) { // else somebody was quicker
                throw e;
            }
        }
    }
}
