package coop.plenum.aws.rds;

/** Names of the content types. */
final class Types {
    static final String DATABASE = "aws.database";
    static final String DATABASE_SNAPSHOT = "aws.database-snapshot";
    static final String DATABASE_SUBNET_GROUP = "aws.database-subnet-group";
    /** Of the module for EC2. */
    static final String VPC = "aws.vpc";

    static final String SUBNET = "aws.subnet";
    static final String SECURITY_GROUP = "aws.security-group";

    private Types() {}
}
