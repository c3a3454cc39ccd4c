package coop.plenum.aws.ec2;

import coop.plenum.aws.api.AwsAccount;
import coop.plenum.aws.api.AwsService;
import coop.plenum.aws.api.OpenAwsService;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** EC2 as a service of the provider {@code aws}. */
@Component
public final class Ec2Service implements AwsService {
    @Override
    public String name() {
        return "ec2";
    }

    @Override
    public String title() {
        return "EC2";
    }

    @Override
    public List<String> resourceTypes() {
        return List.of(
                Types.REGION,
                Types.AVAILABILITY_ZONE,
                Types.KEY_PAIR,
                Types.VPC,
                Types.SUBNET,
                Types.SECURITY_GROUP,
                Types.SECURITY_GROUP_RULE,
                Types.INTERNET_GATEWAY,
                Types.ELASTIC_IP,
                Types.NAT_GATEWAY,
                Types.ROUTE_TABLE,
                Types.ROUTE,
                Types.SNAPSHOT,
                Types.IMAGE,
                Types.INSTANCE,
                Types.INSTANCE_TYPE,
                Types.VOLUME);
    }

    @Override
    public List<String> actionsToLook() {
        return List.of("ec2:Describe*", "ec2:GetConsoleOutput", "cloudwatch:GetMetricData");
    }

    @Override
    public List<String> actionsToChange() {
        return List.of(
                "ec2:CreateTags",
                "ec2:DeleteTags",
                "ec2:ImportKeyPair",
                "ec2:DeleteKeyPair",
                "ec2:CreateVpc",
                "ec2:ModifyVpcAttribute",
                "ec2:DeleteVpc",
                "ec2:CreateSubnet",
                "ec2:ModifySubnetAttribute",
                "ec2:DeleteSubnet",
                "ec2:CreateSecurityGroup",
                "ec2:DeleteSecurityGroup",
                "ec2:AuthorizeSecurityGroupIngress",
                "ec2:AuthorizeSecurityGroupEgress",
                "ec2:RevokeSecurityGroupIngress",
                "ec2:RevokeSecurityGroupEgress",
                "ec2:CreateInternetGateway",
                "ec2:AttachInternetGateway",
                "ec2:DetachInternetGateway",
                "ec2:DeleteInternetGateway",
                "ec2:AllocateAddress",
                "ec2:AssociateAddress",
                "ec2:DisassociateAddress",
                "ec2:ReleaseAddress",
                "ec2:CreateNatGateway",
                "ec2:DeleteNatGateway",
                "ec2:CreateRouteTable",
                "ec2:AssociateRouteTable",
                "ec2:DisassociateRouteTable",
                "ec2:DeleteRouteTable",
                "ec2:CreateRoute",
                "ec2:ReplaceRoute",
                "ec2:DeleteRoute",
                "ec2:CreateVolume",
                "ec2:ModifyVolume",
                "ec2:AttachVolume",
                "ec2:DetachVolume",
                "ec2:DeleteVolume",
                "ec2:CreateSnapshot",
                "ec2:DeleteSnapshot",
                "ec2:CreateImage",
                "ec2:ModifyImageAttribute",
                "ec2:DeregisterImage",
                "ec2:RunInstances",
                "ec2:StartInstances",
                "ec2:StopInstances",
                "ec2:RebootInstances",
                "ec2:ModifyInstanceAttribute",
                "ec2:TerminateInstances");
    }

    @Override
    public List<String> actionsOnOurs() {
        return List.of(
                "ec2:DeleteKeyPair",
                "ec2:DeleteVpc",
                "ec2:DeleteSubnet",
                "ec2:DeleteSecurityGroup",
                "ec2:DeleteInternetGateway",
                "ec2:ReleaseAddress",
                "ec2:DeleteNatGateway",
                "ec2:DeleteRouteTable",
                "ec2:DeleteVolume",
                "ec2:DeleteSnapshot",
                "ec2:DeregisterImage",
                "ec2:StopInstances",
                "ec2:RebootInstances",
                "ec2:TerminateInstances");
    }

    @Override
    public OpenAwsService open(AwsAccount account) {
        return new OpenEc2(new Ec2(account));
    }
}
