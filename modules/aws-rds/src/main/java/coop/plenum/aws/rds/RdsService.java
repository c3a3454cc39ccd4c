package coop.plenum.aws.rds;

import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ResourceHandler;
import coop.plenum.aws.api.AwsAccount;
import coop.plenum.aws.api.AwsService;
import coop.plenum.aws.api.OpenAwsService;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** RDS as a service of the provider {@code aws}. */
@Component
public final class RdsService implements AwsService {
    @Override
    public String name() {
        return "rds";
    }

    @Override
    public String title() {
        return "RDS";
    }

    @Override
    public List<String> resourceTypes() {
        return List.of(Types.DATABASE_SUBNET_GROUP, Types.DATABASE_SNAPSHOT, Types.DATABASE);
    }

    @Override
    public List<String> actionsToLook() {
        return List.of(
                "rds:DescribeDBInstances",
                "rds:DescribeDBSnapshots",
                "rds:DescribeDBSubnetGroups",
                "rds:ListTagsForResource",
                "cloudwatch:GetMetricData");
    }

    @Override
    public List<String> actionsToChange() {
        return List.of(
                "rds:AddTagsToResource",
                "rds:RemoveTagsFromResource",
                "rds:CreateDBSubnetGroup",
                "rds:ModifyDBSubnetGroup",
                "rds:DeleteDBSubnetGroup",
                "rds:CreateDBInstance",
                "rds:RestoreDBInstanceFromDBSnapshot",
                "rds:ModifyDBInstance",
                "rds:StartDBInstance",
                "rds:StopDBInstance",
                "rds:RebootDBInstance",
                "rds:DeleteDBInstance",
                "rds:CreateDBSnapshot",
                "rds:DeleteDBSnapshot",
                "secretsmanager:CreateSecret",
                "secretsmanager:TagResource",
                "kms:DescribeKey");
    }

    @Override
    public List<String> actionsOnOurs() {
        return List.of(
                "rds:StopDBInstance",
                "rds:RebootDBInstance",
                "rds:DeleteDBInstance",
                "rds:DeleteDBSnapshot",
                "rds:DeleteDBSubnetGroup");
    }

    @Override
    public OpenAwsService open(AwsAccount account) {
        return new Open(new Rds(account));
    }

    /** RDS over one connection. */
    private static final class Open implements OpenAwsService {
        private final Rds rds;
        private final List<ResourceHandler> handlers;

        Open(Rds rds) {
            this.rds = rds;
            this.handlers = List.of(
                    new DatabaseSubnetGroupHandler(rds), new DatabaseSnapshotHandler(rds), new DatabaseHandler(rds));
        }

        @Override
        public List<ResourceHandler> handlers() {
            return handlers;
        }

        @Override
        public void check(OperationContext context) throws ProviderException, InterruptedException {
            rds.call(
                    rds.account().regions().get(0),
                    "DescribeDBInstances",
                    context,
                    client -> client.describeDBInstances(request -> request.maxRecords(Rds.page(0))));
        }

        @Override
        public void close() {
            rds.close();
        }
    }
}
