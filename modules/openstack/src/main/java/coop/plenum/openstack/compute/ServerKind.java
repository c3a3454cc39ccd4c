package coop.plenum.openstack.compute;

import coop.plenum.openstack.client.Service;
import coop.plenum.openstack.resource.Attribute;
import coop.plenum.openstack.resource.Form;
import coop.plenum.openstack.resource.Kind;
import coop.plenum.openstack.resource.Types;

/** How servers stand in Nova's API. */
final class ServerKind {
    static final Kind KIND = Kind.of(
                    Types.SERVER,
                    "server",
                    Service.COMPUTE,
                    "server",
                    "servers",
                    Attribute.free("name", "name", Form.TEXT),
                    Attribute.free("description", "description", Form.TEXT),
                    Attribute.free("flavor", "flavor.id", Form.REFERENCE)
                            .to(Types.FLAVOR)
                            .apart(),
                    Attribute.fixed("image", "image.id", Form.REFERENCE)
                            .to(Types.IMAGE)
                            .apart(),
                    Attribute.fixed("networks", "", Form.REFERENCES)
                            .to(Types.NETWORK)
                            .untold(),
                    Attribute.fixed("ports", "", Form.REFERENCES).to(Types.PORT).untold(),
                    Attribute.fixed("securityGroups", "", Form.REFERENCES)
                            .to(Types.SECURITY_GROUP)
                            .untold(),
                    Attribute.fixed("keypair", "key_name", Form.REFERENCE).to(Types.KEYPAIR),
                    Attribute.fixed("availabilityZone", "OS-EXT-AZ:availability_zone", Form.PLAIN)
                            .apart(),
                    Attribute.fixed("userData", "", Form.PLAIN).untold(),
                    Attribute.fixed("bootVolume", "", Form.REFERENCE)
                            .to(Types.VOLUME)
                            .untold(),
                    Attribute.fixed("bootVolumeSize", "", Form.NUMBER).untold(),
                    Attribute.fixed("serverGroup", "", Form.REFERENCE)
                            .to(Types.SERVER_GROUP)
                            .untold(),
                    Attribute.free("metadata", "metadata", Form.LABELS).apart(),
                    Attribute.told("status", "status", Form.WORD),
                    Attribute.told("powerState", "", Form.WORD),
                    Attribute.told("taskState", "OS-EXT-STS:task_state", Form.WORD),
                    Attribute.told("locked", "locked", Form.PLAIN),
                    // what the firmware of the virtual machine tells as its UUID
                    Attribute.told("uuid", "id", Form.PLAIN),
                    Attribute.told("addresses", "", Form.LIST),
                    Attribute.told("macAddresses", "", Form.LIST),
                    Attribute.told("volumes", "", Form.REFERENCES).to(Types.VOLUME),
                    Attribute.told("host", "OS-EXT-SRV-ATTR:host", Form.PLAIN),
                    Attribute.told("fault", "fault.message", Form.PLAIN),
                    Attribute.told("project", "tenant_id", Form.REFERENCE).to(Types.PROJECT),
                    Attribute.told("createdAt", "created", Form.TIME))
            .at("servers", "servers/detail")
            .traits("compute.server")
            .projects("", "all_tenants")
            .finding(Kind.Finding.PATTERN)
            // from 2.47 on, a server no longer tells the id of its flavor
            .atMost(2, 46)
            .build();

    private ServerKind() {}
}
