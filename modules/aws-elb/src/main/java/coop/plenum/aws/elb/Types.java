package coop.plenum.aws.elb;

/** Names of the content types. */
final class Types {
    static final String LOAD_BALANCER = "aws.load-balancer";
    static final String TARGET_GROUP = "aws.target-group";
    static final String LISTENER = "aws.listener";
    /** Of the module for EC2. */
    static final String VPC = "aws.vpc";

    static final String SUBNET = "aws.subnet";
    static final String SECURITY_GROUP = "aws.security-group";
    static final String INSTANCE = "aws.instance";

    private Types() {}
}
