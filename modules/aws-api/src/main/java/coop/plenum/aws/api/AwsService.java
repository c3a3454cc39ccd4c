package coop.plenum.aws.api;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A service of AWS, such as EC2. Registered as an OSGi service; the provider {@code aws} then manages its types too.
 * Loads no client and starts no thread before {@link #open}. Thread-safe.
 */
@ConsumerType
public interface AwsService {
    /** As AWS has it in the names of actions, such as {@code ec2}. */
    String name();

    /** For people, in a few words. */
    String title();

    /** Content types that the service brings. */
    List<String> resourceTypes();

    /** Actions of an IAM policy that looking takes, such as {@code ec2:Describe*}. */
    List<String> actionsToLook();

    /** Actions that making, changing and deleting take on top. */
    List<String> actionsToChange();

    /**
     * Those of {@link #actionsToChange} that a policy can limit to what bears the tag {@code plenum:item}, and that would
     * hurt elsewhere: such as to delete and to stop.
     */
    default List<String> actionsOnOurs() {
        return List.of();
    }

    /** What whoever gives these rights away must know, in a sentence or two; empty for nothing. */
    default String caution() {
        return "";
    }

    /** Need not contact AWS. */
    OpenAwsService open(AwsAccount account);
}
