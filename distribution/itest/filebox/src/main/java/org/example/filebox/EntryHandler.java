package org.example.filebox;

import coop.plenum.api.PlenumException.Violation;
import coop.plenum.api.Values;
import coop.plenum.api.provider.Change;
import coop.plenum.api.provider.Discoverer;
import coop.plenum.api.provider.Observed;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.ResourceHandler;
import coop.plenum.api.provider.ResourceRef;
import coop.plenum.api.provider.ResourceState;
import coop.plenum.api.provider.ResourceType;
import coop.plenum.api.provider.Step;
import coop.plenum.api.provider.Validator;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.example.filebox.Cabinet.Entry;

/** Looks after boxes or notes. A note is known by its name and its box. */
final class EntryHandler implements ResourceHandler, Discoverer, Validator {
    static final String BOX = "filebox.box";
    static final String NOTE = "filebox.note";
    private static final String REFERENCE = "external:" + BOX + ":";

    private final boolean notes;
    private final ResourceType type;
    private final Cabinet cabinet;
    private final Duration delay;

    EntryHandler(String type, Cabinet cabinet, Duration delay) {
        this.notes = type.equals(NOTE);
        this.type = new ResourceType(type, Set.of(), notes ? List.of("name", "box") : List.of("name"), 1);
        this.cabinet = cabinet;
        this.delay = delay;
    }

    @Override
    public ResourceType type() {
        return type;
    }

    /** Where it is, as far as that is known: a box that is yet to be made has no name here. */
    private Optional<String> address(ResourceRef ref) {
        return ref.externalId().or(() -> address(ref.known()));
    }

    private Optional<String> address(Values values) {
        Optional<String> name = values.text("name");
        return notes
                ? name.flatMap(own -> values.text("box")
                        .filter(box -> box.startsWith(REFERENCE))
                        .map(box -> box.substring(REFERENCE.length()) + "/" + own))
                : name;
    }

    @Override
    public Observed observe(ResourceRef ref, OperationContext context) throws InterruptedException {
        context.permit(1);
        try {
            Optional<String> address = address(ref);
            Optional<Entry> entry = address.isPresent() ? cabinet.find(address.get()) : Optional.empty();
            return entry.<Observed>map(found -> new Observed.Present(state(found)))
                    .orElseGet(Observed.Absent::new);
        } catch (ProviderException e) {
            return e.category() == Category.USER ? new Observed.Absent() : new Observed.Unknown(e);
        }
    }

    /** Goes on after the address that the page before ended with. */
    @Override
    public Found discover(Optional<String> pageToken, int max, OperationContext context)
            throws ProviderException, InterruptedException {
        context.permit(1);
        if (pageToken.isPresent() && cabinet.find(pageToken.get()).isEmpty()) {
            throw new ProviderException(Category.USER, "invalid-page", "The page token is not one of ours.");
        }
        List<Entry> left = cabinet.all("").stream()
                .filter(entry -> entry.box().isPresent() == notes)
                .filter(entry -> pageToken
                        .filter(token -> entry.address().compareTo(token) <= 0)
                        .isEmpty())
                .toList();
        List<Entry> page = left.subList(0, Math.min(max, left.size()));
        return new Found(
                page.stream().map(this::state).toList(),
                left.size() > page.size()
                        ? Optional.of(page.get(page.size() - 1).address())
                        : Optional.empty(),
                true);
    }

    @Override
    public List<Violation> validate(Change change, OperationContext context) {
        return change
                .after()
                .text("name")
                .filter(name -> !Cabinet.isName(name))
                .map(name -> new Violation("/name", "invalid-name", "A name has letters, digits, _ and -, at most 61."))
                .stream()
                .toList();
    }

    @Override
    public Step apply(Change change, OperationContext context) throws InterruptedException {
        context.permit(1);
        Thread.sleep(delay.toMillis());
        try {
            return switch (change.kind()) {
                case CREATE -> create(change, context.idempotencyKey());
                case UPDATE -> update(change);
                case DELETE -> delete(change);
            };
        } catch (ProviderException e) {
            return Step.failed(e);
        }
    }

    private Step create(Change change, String key) throws ProviderException {
        String address = address(change.after())
                .orElseThrow(() -> new ProviderException(
                        Category.USER, "no-box", "A note is in a box that is there.", "box", null, null));
        return Step.done(state(
                cabinet.make(new Entry(address, change.after().text("label").orElse(""), key))));
    }

    private Step update(Change change) throws ProviderException {
        Optional<String> address = address(change.ref());
        Optional<Entry> entry = address.isPresent() ? cabinet.find(address.get()) : Optional.empty();
        if (entry.isEmpty()) {
            throw new ProviderException(Category.MISSING, "not-found", "It is not there any more.");
        }
        String label = change.after().text("label").orElse("");
        return Step.done(state(cabinet.write(
                new Entry(entry.get().address(), label, entry.get().key()))));
    }

    private Step delete(Change change) throws ProviderException {
        Optional<String> address = address(change.ref());
        if (address.isPresent()) {
            cabinet.remove(address.get());
        }
        return Step.done();
    }

    private ResourceState state(Entry entry) {
        Values.Builder values = Values.builder().put("name", entry.name()).put("label", entry.label());
        entry.box().ifPresent(box -> values.put("box", REFERENCE + box));
        return new ResourceState(entry.address(), entry.name(), Map.of(), values.build());
    }
}
