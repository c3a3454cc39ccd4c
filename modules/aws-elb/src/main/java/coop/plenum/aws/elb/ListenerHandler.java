package coop.plenum.aws.elb;

import coop.plenum.api.PlenumException.Violation;
import coop.plenum.api.provider.Change;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.Step;
import coop.plenum.api.provider.Validator;
import coop.plenum.aws.common.Attribute;
import coop.plenum.aws.common.Batch;
import coop.plenum.aws.common.Kind;
import coop.plenum.aws.common.Mark;
import coop.plenum.aws.common.Place;
import coop.plenum.aws.common.Wanted;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Certificate;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Tag;

/** Listeners: on which port a load balancer listens, and what becomes of what comes in. They have no name. */
final class ListenerHandler extends ElbHandler<Listener, ListenerView> implements Validator {
    private static final Kind<ListenerView> KIND = Kind.following(
                    Types.LISTENER,
                    "listener",
                    List.<Attribute<ListenerView>>of(
                            Attribute.<ListenerView>fixed(
                                            "loadBalancer", view -> view.there().loadBalancerArn())
                                    .to(Types.LOAD_BALANCER),
                            Attribute.free("protocol", view -> view.there().protocolAsString()),
                            Attribute.free("port", view -> view.there().port()),
                            Attribute.<ListenerView>free("targetGroup", ListenerView::targetGroup)
                                    .to(Types.TARGET_GROUP),
                            Attribute.free("redirectPort", ListenerView::redirectPort),
                            Attribute.free("certificate", ListenerView::certificate),
                            Attribute.free(
                                    "securityPolicy", view -> view.there().sslPolicy()),
                            Attribute.free("tags", view -> ofPeople(view.tags())),
                            Attribute.told("action", ListenerView::action)))
            .identity("loadBalancer", "port");

    ListenerHandler(Elb elb) {
        super(elb, KIND, "listener");
    }

    /** ELB lists those of one load balancer; so a page of load balancers is a page here. */
    @Override
    protected Batch<ListenerView> list(String region, String after, int max, OperationContext context)
            throws ProviderException, InterruptedException {
        var answer = elb.call(
                region,
                "DescribeLoadBalancers",
                context,
                client -> client.describeLoadBalancers(request ->
                        request.marker(after.isEmpty() ? null : after).pageSize(Elb.page(max))));
        List<Listener> listeners = new ArrayList<>();
        for (LoadBalancer balancer : answer.loadBalancers()) {
            listeners.addAll(ifThere(() -> of(region, balancer.loadBalancerArn(), context)));
        }
        return Batch.of(look(region, listeners, context), answer.nextMarker());
    }

    private List<Listener> of(String region, String balancer, OperationContext context)
            throws ProviderException, InterruptedException {
        List<Listener> all = new ArrayList<>();
        Optional<String> marker = Optional.of("");
        while (marker.isPresent()) {
            String after = marker.get();
            var answer = elb.call(
                    region,
                    "DescribeListeners",
                    context,
                    client -> client.describeListeners(
                            request -> request.loadBalancerArn(balancer).marker(after.isEmpty() ? null : after)));
            all.addAll(answer.listeners());
            marker = Optional.ofNullable(answer.nextMarker()).filter(next -> !next.isEmpty());
        }
        return all;
    }

    @Override
    List<Listener> withArn(String region, String arn, OperationContext context)
            throws ProviderException, InterruptedException {
        return elb.call(
                        region,
                        "DescribeListeners",
                        context,
                        client -> client.describeListeners(request -> request.listenerArns(arn)))
                .listeners();
    }

    @Override
    List<Listener> alike(String region, Wanted known, OperationContext context)
            throws ProviderException, InterruptedException {
        String balancer = known.id("loadBalancer");
        Integer port = known.number("port");
        return balancer == null
                ? List.of()
                : of(region, balancer, context).stream()
                        .filter(listener ->
                                listener.port() != null && listener.port().equals(port))
                        .toList();
    }

    @Override
    String taken(Wanted wanted) {
        return "The load balancer listens on the port " + wanted.number("port") + " already.";
    }

    @Override
    ListenerView look(String region, Listener there, Map<String, String> tags, OperationContext context) {
        return new ListenerView(there, tags);
    }

    @Override
    String arn(Listener there) {
        return there.listenerArn();
    }

    @Override
    protected String title(ListenerView view) {
        // what passes whole packets on has neither
        return view.there().port() == null
                ? "all"
                : view.there().protocolAsString() + " " + view.there().port();
    }

    @Override
    public List<Violation> validate(Change change, OperationContext context) {
        return change.kind() == Change.Kind.DELETE ? List.of() : ListenerRules.broken(change.after());
    }

    @Override
    protected String make(String region, Mark mark, Wanted wanted, OperationContext context)
            throws ProviderException, InterruptedException {
        Set<Tag> tags = tagSet(newTags(mark, wanted));
        String balancer = wanted.id("loadBalancer");
        Action action = ListenerView.action(wanted);
        List<Certificate> certificates = ListenerView.certificates(wanted);
        return elb.call(
                        region,
                        "CreateListener",
                        context,
                        client -> client.createListener(request -> request.loadBalancerArn(balancer)
                                .protocol(wanted.text("protocol"))
                                .port(wanted.number("port"))
                                .sslPolicy(wanted.text("securityPolicy"))
                                .certificates(certificates)
                                .defaultActions(action)
                                .tags(tags)))
                .listeners()
                .get(0)
                .listenerArn();
    }

    @Override
    protected Optional<Step> amend(Place place, Amendment amendment, ListenerView now, OperationContext context)
            throws ProviderException, InterruptedException {
        Wanted wanted = amendment.wanted();
        boolean leads = amendment.changes("targetGroup") || amendment.changes("redirectPort");
        boolean secures = amendment.changes("certificate") || amendment.changes("securityPolicy");
        if (leads || secures || amendment.changes("port") || amendment.changes("protocol")) {
            // what a listener of somebody else does otherwise is left alone
            List<Action> actions = leads ? List.of(ListenerView.action(wanted)) : List.of();
            List<Certificate> certificates = ListenerView.certificates(wanted);
            elb.call(
                    place.region(),
                    "ModifyListener",
                    context,
                    client -> client.modifyListener(request -> request.listenerArn(place.id())
                            .protocol(wanted.text("protocol"))
                            .port(wanted.number("port"))
                            .sslPolicy(wanted.text("securityPolicy"))
                            .certificates(certificates)
                            .defaultActions(actions)));
        }
        return Optional.empty();
    }

    @Override
    protected void erase(Place place, ListenerView there, OperationContext context)
            throws ProviderException, InterruptedException {
        elb.call(
                place.region(),
                "DeleteListener",
                context,
                client -> client.deleteListener(request -> request.listenerArn(place.id())));
    }
}
