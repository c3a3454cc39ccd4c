package coop.plenum.openstack.resource;

/** Names of the content types. */
public final class Types {
    public static final String SERVER = "openstack.server";
    public static final String NETWORK = "openstack.network";
    public static final String SUBNET = "openstack.subnet";
    public static final String SECURITY_GROUP = "openstack.security-group";
    public static final String SECURITY_GROUP_RULE = "openstack.security-group-rule";
    public static final String PORT = "openstack.port";
    public static final String ROUTER = "openstack.router";
    public static final String FLOATING_IP = "openstack.floating-ip";
    public static final String KEYPAIR = "openstack.keypair";
    public static final String IMAGE = "openstack.image";
    public static final String FLAVOR = "openstack.flavor";
    public static final String VOLUME = "openstack.volume";
    public static final String VOLUME_SNAPSHOT = "openstack.volume-snapshot";
    public static final String VOLUME_TYPE = "openstack.volume-type";
    public static final String VOLUME_BACKUP = "openstack.volume-backup";
    public static final String SERVER_GROUP = "openstack.server-group";
    public static final String AVAILABILITY_ZONE = "openstack.availability-zone";
    public static final String PROJECT = "openstack.project";
    public static final String QUOTA = "openstack.quota";
    public static final String CONTAINER = "openstack.container";
    public static final String ZONE = "openstack.zone";
    public static final String RECORD_SET = "openstack.record-set";
    public static final String LOAD_BALANCER = "openstack.load-balancer";
    public static final String LISTENER = "openstack.listener";
    public static final String POOL = "openstack.pool";
    public static final String APPLICATION_CREDENTIAL = "openstack.application-credential";

    private Types() {}
}
