package coop.plenum.aws.elb;

import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.aws.api.AwsAccount;
import coop.plenum.aws.common.Caller;
import coop.plenum.aws.common.Tags;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Tag;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TagDescription;

/** Elastic Load Balancing over one connection: a client for each region, made when first needed. Thread-safe. */
final class Elb {
    /** Of whose tags ELB tells at once. */
    private static final int TAGGED = 20;

    private static final int MOST = 400;

    private final AwsAccount account;
    private final Caller caller;
    private final Map<String, ElasticLoadBalancingV2Client> clients = new HashMap<>();

    Elb(AwsAccount account) {
        this.account = account;
        this.caller = new Caller(account, "ELB");
    }

    AwsAccount account() {
        return account;
    }

    private ElasticLoadBalancingV2Client client(String region) {
        synchronized (clients) {
            return clients.computeIfAbsent(region, name -> caller.client(ElasticLoadBalancingV2Client.builder(), name));
        }
    }

    /** @param what such as {@code DescribeLoadBalancers} */
    <R> R call(String region, String what, OperationContext context, Function<ElasticLoadBalancingV2Client, R> work)
            throws ProviderException, InterruptedException {
        ElasticLoadBalancingV2Client client = client(region);
        return caller.call(what, context, () -> work.apply(client));
    }

    /** As many as ELB may be asked for at once. */
    static int page(int max) {
        return Math.max(1, Math.min(max, MOST));
    }

    /** The tags of each, by ARN, which nothing else tells; of what has gone in the meantime there are none. */
    Map<String, Map<String, String>> tags(String region, List<String> arns, OperationContext context)
            throws ProviderException, InterruptedException {
        Map<String, Map<String, String>> tags = new HashMap<>();
        for (int from = 0; from < arns.size(); from += TAGGED) {
            tags.putAll(tagsOf(region, arns.subList(from, Math.min(arns.size(), from + TAGGED)), context));
        }
        return tags;
    }

    /** ELB refuses to tell of any when one is missing. */
    private Map<String, Map<String, String>> tagsOf(String region, List<String> some, OperationContext context)
            throws ProviderException, InterruptedException {
        try {
            return call(
                            region,
                            "DescribeTags",
                            context,
                            client -> client.describeTags(request -> request.resourceArns(some)))
                    .tagDescriptions()
                    .stream()
                    .collect(Collectors.toMap(
                            TagDescription::resourceArn, one -> Tags.of(one.tags(), Tag::key, Tag::value)));
        } catch (ProviderException e) {
            if (e.category() != Category.MISSING) {
                throw e;
            }
            Map<String, Map<String, String>> left = new HashMap<>();
            for (String arn : some.size() > 1 ? some : List.<String>of()) {
                left.putAll(tagsOf(region, List.of(arn), context));
            }
            return left;
        }
    }

    void close() {
        List<ElasticLoadBalancingV2Client> all;
        synchronized (clients) {
            all = new ArrayList<>(clients.values());
            clients.clear();
        }
        all.forEach(ElasticLoadBalancingV2Client::close);
    }
}
