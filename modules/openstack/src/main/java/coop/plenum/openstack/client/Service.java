package coop.plenum.openstack.client;

import java.util.List;
import java.util.Optional;

/** The services of a cloud that this provider speaks to, and how each wants to be spoken to. */
public enum Service {
    IDENTITY("identity", "Keystone", "v3", "", "identity identityv3"),
    COMPUTE("compute", "Nova", "v2.1", "2.90", "compute"),
    NETWORK("network", "Neutron", "v2.0", "", "network"),
    VOLUME("volume", "Cinder", "v3", "3.59", "block-storage volumev3 block-store volume"),
    IMAGE("image", "Glance", "v2", "", "image"),
    OBJECT_STORE("object-store", "Swift", "", "", "object-store"),
    DNS("dns", "Designate", "v2", "", "dns"),
    LOAD_BALANCER("load-balancer", "Octavia", "v2", "", "load-balancer");

    private final String word;
    private final String project;
    private final String pathVersion;
    private final String highest;
    private final String catalogTypes;

    Service(String word, String project, String pathVersion, String highest, String catalogTypes) {
        this.word = word;
        this.project = project;
        this.pathVersion = pathVersion;
        this.highest = highest;
        this.catalogTypes = catalogTypes;
    }

    /** What the header {@code OpenStack-API-Version} and people call it. */
    public String word() {
        return word;
    }

    /** The software, for people. */
    public String project() {
        return project;
    }

    /** The version in the path of each request; empty where there is none. */
    String pathVersion() {
        return pathVersion;
    }

    /** The highest microversion this provider understands; empty where the service has none. */
    Optional<ApiVersion> highest() {
        return ApiVersion.parse(highest);
    }

    /** Names in service catalogs, the preferred one first. */
    List<String> catalogTypes() {
        return List.of(catalogTypes.split(" "));
    }
}
