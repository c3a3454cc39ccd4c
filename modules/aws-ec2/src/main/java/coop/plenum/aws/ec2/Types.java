package coop.plenum.aws.ec2;

/** Names of the content types. */
public final class Types {
    public static final String REGION = "aws.region";
    public static final String AVAILABILITY_ZONE = "aws.availability-zone";
    public static final String INSTANCE_TYPE = "aws.instance-type";
    public static final String IMAGE = "aws.image";
    public static final String KEY_PAIR = "aws.key-pair";
    public static final String VPC = "aws.vpc";
    public static final String SUBNET = "aws.subnet";
    public static final String SECURITY_GROUP = "aws.security-group";
    public static final String SECURITY_GROUP_RULE = "aws.security-group-rule";
    public static final String INTERNET_GATEWAY = "aws.internet-gateway";
    public static final String NAT_GATEWAY = "aws.nat-gateway";
    public static final String ROUTE_TABLE = "aws.route-table";
    public static final String ROUTE = "aws.route";
    public static final String ELASTIC_IP = "aws.elastic-ip";
    public static final String VOLUME = "aws.volume";
    public static final String SNAPSHOT = "aws.snapshot";
    public static final String INSTANCE = "aws.instance";
    /** Of the module for IAM. */
    public static final String INSTANCE_PROFILE = "aws.instance-profile";

    private Types() {}
}
