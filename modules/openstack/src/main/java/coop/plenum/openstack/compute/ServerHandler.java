package coop.plenum.openstack.compute;

import coop.plenum.api.PlenumException.Violation;
import coop.plenum.api.Values;
import coop.plenum.api.provider.Actions;
import coop.plenum.api.provider.Change;
import coop.plenum.api.provider.ConsoleAccess;
import coop.plenum.api.provider.IncrementalDiscoverer;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.ResourceRef;
import coop.plenum.api.provider.ResourceState;
import coop.plenum.api.provider.Step;
import coop.plenum.api.provider.Validator;
import coop.plenum.openstack.client.Cloud;
import coop.plenum.openstack.client.Service;
import coop.plenum.openstack.quota.Limits;
import coop.plenum.openstack.resource.CollectionHandler;
import coop.plenum.openstack.resource.Failures;
import coop.plenum.openstack.resource.Form;
import coop.plenum.openstack.resource.Mark;
import coop.plenum.openstack.resource.Metadata;
import coop.plenum.openstack.resource.Progress;
import coop.plenum.openstack.resource.Stage;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Servers: made with the mark in their metadata, so that none is made twice. */
final class ServerHandler extends CollectionHandler
        implements IncrementalDiscoverer, Validator, Actions, ConsoleAccess {
    private static final String RESIZING = "resizing";
    private static final String CONFIRMING = "confirming";

    private static final Duration OVERLAP = Duration.ofMinutes(2);
    /** Deleted ones may be archived some day. */
    private static final Duration REMEMBERED = Duration.ofDays(1);

    private final ServerValidation validation;
    private final ServerActions actions;
    private final ServerConsole console;

    ServerHandler(Cloud cloud, Limits limits) {
        super(cloud, ServerKind.KIND);
        this.validation = new ServerValidation(cloud, limits);
        this.actions = new ServerActions(new ServerCalls(cloud), this::changed);
        this.console = new ServerConsole(cloud);
    }

    @Override
    protected Optional<Values> read(String id, OperationContext context)
            throws ProviderException, InterruptedException {
        // clouds that delete softly keep showing what is gone
        return super.read(id, context).filter(json -> !isDeleted(json));
    }

    /** A time. Nova's clock and this one's may differ. */
    @Override
    public String cursor(OperationContext context) {
        return Instant.now().minus(OVERLAP).truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** Nova tells deleted ones, too, when it is asked for changes, as long as it remembers them. */
    @Override
    public Optional<Changes> changes(String cursor, OperationContext context)
            throws ProviderException, InterruptedException {
        String next = cursor(context);
        if (isForgotten(cursor)) {
            return Optional.empty();
        }
        List<Values> there = new ArrayList<>();
        List<String> gone = new ArrayList<>();
        try {
            for (Values json : listing().all(List.of("changes-since", cursor), context)) {
                if (isDeleted(json)) {
                    gone.add(listing().id(json));
                } else if (mine(json, context)) {
                    there.add(json);
                }
            }
        } catch (ProviderException e) {
            if (e.category() == Category.USER || e.category() == Category.UNSUPPORTED) {
                return Optional.empty(); // this cloud tells no changes, or not to everybody
            }
            throw e;
        }
        List<ResourceState> changed =
                enriched(there, context).stream().map(this::state).toList();
        return Optional.of(new Changes(changed, gone, next, false));
    }

    /** Also when it is none of ours. */
    private static boolean isForgotten(String cursor) {
        try {
            return Instant.parse(cursor).isBefore(Instant.now().minus(REMEMBERED));
        } catch (DateTimeParseException e) {
            return true;
        }
    }

    private static boolean isDeleted(Values json) {
        return json.text("status").orElse("").endsWith("DELETED");
    }

    @Override
    protected Values values(Values json) {
        return ServerView.values(json, super.values(json));
    }

    @Override
    protected Map<String, String> labels(Values json) {
        return ServerView.labels(json, super.labels(json));
    }

    @Override
    protected Progress progress(Values json) {
        return ServerView.progress(json);
    }

    @Override
    protected Map<String, Object> creation(Mark mark, Change change, OperationContext context)
            throws ProviderException, InterruptedException {
        return NewServer.members(super.creation(mark, change, context), mark, change.after());
    }

    @Override
    protected Map<String, Object> enclosing(Map<String, Object> members, Change change) {
        return NewServer.body(members, change.after());
    }

    @Override
    protected Optional<Step> amended(String id, Change change, Values now, OperationContext context)
            throws ProviderException, InterruptedException {
        Values seen = values(now);
        if (wants(change, seen, "metadata")) {
            new Metadata(cloud, Service.COMPUTE, path(id)).change(now.nested("metadata"), change.after(), context);
        }
        Optional<Object> flavor = change.after().get("flavor");
        if (flavor.isEmpty()) {
            return Optional.empty();
        }
        Step.Pending resizing = new Stage(RESIZING, id).pending("The server is being resized.");
        String status = now.text("status").orElse("");
        if (flavor.equals(seen.get("flavor"))) {
            // an attempt before this one may have got as far as here; who only renames a server confirms nothing
            boolean begun = status.equals("VERIFY_RESIZE")
                    && !flavor.equals(change.before().get("flavor"));
            return begun ? Optional.of(resizing) : Optional.empty();
        }
        if (!status.equals("RESIZE")) {
            Map<String, Object> resize = Map.of("resize", Map.of("flavorRef", Form.id(flavor.get())));
            cloud.send(request("POST", path(id) + "/action", resize), context);
        }
        return Optional.of(resizing);
    }

    /** A change that was planned and approved is confirmed at once; the action {@code resize} leaves that to people. */
    @Override
    protected Step resumed(Stage stage, ResourceRef ref, OperationContext context)
            throws ProviderException, InterruptedException {
        Values json = require(stage.id(), context);
        String status = json.text("status").orElse("");
        if (status.equals("ERROR")) {
            return changedOrBroken(json);
        }
        if (stage.is(RESIZING) && status.equals("VERIFY_RESIZE")) {
            ServerCalls.confirmResize(cloud, stage.id(), context);
            return new Stage(CONFIRMING, stage.id()).pending("The new size is being confirmed.");
        }
        boolean idle = json.text("OS-EXT-STS:task_state").isEmpty();
        boolean still = status.equals("ACTIVE") || status.equals("SHUTOFF");
        if (stage.is(CONFIRMING) && still) {
            return changed(stage.id(), context);
        }
        if (stage.is(RESIZING) && still && idle) {
            return resizeRefused(stage.id(), ref, json, context);
        }
        return stage.pending("The server is in the state " + Form.word(status) + ".");
    }

    private Step changedOrBroken(Values json) {
        return ServerView.progress(json) instanceof Progress.Broken broken
                ? new Step.Failed(broken.cause(), Optional.of(state(json)))
                : Step.done(state(json));
    }

    /** Confirmed by somebody else meanwhile, or never begun. */
    private Step resizeRefused(String id, ResourceRef ref, Values json, OperationContext context)
            throws ProviderException, InterruptedException {
        Values seen = values(json);
        return seen.get("flavor").equals(ref.known().get("flavor"))
                ? new Step.Failed(
                        Failures.conflict(
                                "resize-failed", "The server kept its flavor: no host could take it in the new size."),
                        Optional.of(state(json)))
                : changed(id, context);
    }

    @Override
    public List<Violation> validate(Change change, OperationContext context) throws InterruptedException {
        return validation.validate(change, context);
    }

    @Override
    public List<Action> actions() {
        return actions.table().actions();
    }

    @Override
    public Optional<String> unavailable(String action, ResourceRef ref) {
        return actions.table().unavailable(action, ref);
    }

    @Override
    public Step act(
            String action, Values parameters, ResourceRef ref, Optional<String> resumeToken, OperationContext context)
            throws InterruptedException {
        return actions.table().act(action, parameters, ref, resumeToken, context);
    }

    @Override
    public Optional<String> consoleUnavailable(ResourceRef ref) {
        return ServerConsole.unavailable(ref.known());
    }

    @Override
    public Console openConsole(ResourceRef ref, OperationContext context)
            throws ProviderException, InterruptedException {
        return console.open(ref, context);
    }
}
