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
        return List.of(Types.VPC, Types.SUBNET, Types.SECURITY_GROUP, Types.INSTANCE);
    }

    @Override
    public List<String> actionsToLook() {
        return List.of("ec2:Describe*", "ec2:GetConsoleOutput");
    }

    @Override
    public List<String> actionsToChange() {
        return List.of(
                "ec2:CreateTags",
                "ec2:DeleteTags",
                "ec2:CreateVpc",
                "ec2:ModifyVpcAttribute",
                "ec2:DeleteVpc",
                "ec2:CreateSubnet",
                "ec2:ModifySubnetAttribute",
                "ec2:DeleteSubnet",
                "ec2:CreateSecurityGroup",
                "ec2:DeleteSecurityGroup",
                "ec2:RunInstances",
                "ec2:StartInstances",
                "ec2:StopInstances",
                "ec2:RebootInstances",
                "ec2:TerminateInstances",
                "ec2:ModifyInstanceAttribute",
                "ec2:AttachVolume",
                "ec2:DetachVolume",
                "ec2:AssociateAddress",
                "ec2:DisassociateAddress",
                "ec2:CreateImage");
    }

    @Override
    public OpenAwsService open(AwsAccount account) {
        return new OpenEc2(new Ec2(account));
    }
}
