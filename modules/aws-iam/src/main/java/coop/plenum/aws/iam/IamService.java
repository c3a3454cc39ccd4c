package coop.plenum.aws.iam;

import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ResourceHandler;
import coop.plenum.aws.api.AwsAccount;
import coop.plenum.aws.api.AwsService;
import coop.plenum.aws.api.OpenAwsService;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** IAM as a service of the provider {@code aws}. */
@Component
public final class IamService implements AwsService {
    @Override
    public String name() {
        return "iam";
    }

    @Override
    public String title() {
        return "IAM";
    }

    @Override
    public List<String> resourceTypes() {
        return List.of(Iam.ROLE, Iam.INSTANCE_PROFILE);
    }

    @Override
    public List<String> actionsToLook() {
        return List.of(
                "iam:ListRoles",
                "iam:GetRole",
                "iam:ListAttachedRolePolicies",
                "iam:ListInstanceProfiles",
                "iam:GetInstanceProfile");
    }

    @Override
    public List<String> actionsToChange() {
        return List.of(
                "iam:CreateRole",
                "iam:UpdateRole",
                "iam:UpdateAssumeRolePolicy",
                "iam:AttachRolePolicy",
                "iam:DetachRolePolicy",
                "iam:TagRole",
                "iam:UntagRole",
                "iam:DeleteRole",
                "iam:CreateInstanceProfile",
                "iam:AddRoleToInstanceProfile",
                "iam:RemoveRoleFromInstanceProfile",
                "iam:TagInstanceProfile",
                "iam:UntagInstanceProfile",
                "iam:DeleteInstanceProfile",
                "iam:PassRole");
    }

    @Override
    public List<String> actionsOnOurs() {
        return List.of("iam:DeleteRole", "iam:DeleteInstanceProfile");
    }

    @Override
    public String caution() {
        return "Whoever may make roles, attach policies to them and pass them on may become whatever these allow, an"
                + " administrator too. Give this to nobody who is not one already, or limit it as \"Connect AWS\" says.";
    }

    @Override
    public OpenAwsService open(AwsAccount account) {
        return new Open(account);
    }

    /** IAM over one connection. */
    private static final class Open implements OpenAwsService {
        private final Iam iam;
        private final List<ResourceHandler> handlers;

        Open(AwsAccount account) {
            this.iam = new Iam(account);
            this.handlers = List.of(new RoleHandler(account, iam), new InstanceProfileHandler(account, iam));
        }

        @Override
        public List<ResourceHandler> handlers() {
            return handlers;
        }

        @Override
        public void check(OperationContext context) throws ProviderException, InterruptedException {
            iam.call("ListRoles", context, client -> client.listRoles(request -> request.maxItems(1)));
        }

        @Override
        public void close() {
            iam.close();
        }
    }
}
