package coop.plenum.aws.s3;

import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ResourceHandler;
import coop.plenum.aws.api.AwsAccount;
import coop.plenum.aws.api.AwsService;
import coop.plenum.aws.api.OpenAwsService;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** S3 as a service of the provider {@code aws}. */
@Component
public final class S3Service implements AwsService {
    static final String BUCKET = "aws.bucket";

    @Override
    public String name() {
        return "s3";
    }

    @Override
    public String title() {
        return "S3";
    }

    @Override
    public List<String> resourceTypes() {
        return List.of(BUCKET);
    }

    @Override
    public List<String> actionsToLook() {
        return List.of(
                "s3:ListAllMyBuckets",
                "s3:GetBucketLocation",
                "s3:GetBucketVersioning",
                "s3:GetBucketPublicAccessBlock",
                "s3:GetEncryptionConfiguration",
                "s3:GetBucketTagging");
    }

    @Override
    public List<String> actionsToChange() {
        return List.of(
                "s3:CreateBucket",
                "s3:TagResource",
                "s3:PutBucketVersioning",
                "s3:PutBucketPublicAccessBlock",
                "s3:PutBucketTagging",
                "s3:DeleteBucket");
    }

    @Override
    public OpenAwsService open(AwsAccount account) {
        return new Open(account);
    }

    /** S3 over one connection. */
    private static final class Open implements OpenAwsService {
        private final S3 s3;
        private final BucketHandler buckets;

        Open(AwsAccount account) {
            this.s3 = new S3(account);
            this.buckets = new BucketHandler(account, s3);
        }

        @Override
        public List<ResourceHandler> handlers() {
            return List.of(buckets);
        }

        @Override
        public void check(OperationContext context) throws ProviderException, InterruptedException {
            s3.page("", "", 1, context);
        }

        @Override
        public void close() {
            s3.close();
        }
    }
}
