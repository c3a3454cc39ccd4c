package coop.plenum.openstack.quota;

import coop.plenum.openstack.client.Service;
import java.util.List;

/**
 * A quota as a field of the content type.
 *
 * @param name as the service calls it
 */
record QuotaField(String field, Service service, String name) {
    static final List<QuotaField> ALL = List.of(
            new QuotaField("servers", Service.COMPUTE, "instances"),
            new QuotaField("cores", Service.COMPUTE, "cores"),
            new QuotaField("memory", Service.COMPUTE, "ram"),
            new QuotaField("keypairs", Service.COMPUTE, "key_pairs"),
            new QuotaField("serverGroups", Service.COMPUTE, "server_groups"),
            new QuotaField("networks", Service.NETWORK, "network"),
            new QuotaField("subnets", Service.NETWORK, "subnet"),
            new QuotaField("ports", Service.NETWORK, "port"),
            new QuotaField("routers", Service.NETWORK, "router"),
            new QuotaField("floatingIps", Service.NETWORK, "floatingip"),
            new QuotaField("securityGroups", Service.NETWORK, "security_group"),
            new QuotaField("securityGroupRules", Service.NETWORK, "security_group_rule"),
            new QuotaField("volumes", Service.VOLUME, "volumes"),
            new QuotaField("volumeSpace", Service.VOLUME, "gigabytes"),
            new QuotaField("volumeSnapshots", Service.VOLUME, "snapshots"),
            new QuotaField("volumeBackups", Service.VOLUME, "backups"));

    /** The field that says how much of it is used. */
    String usedField() {
        return field + "Used";
    }
}
