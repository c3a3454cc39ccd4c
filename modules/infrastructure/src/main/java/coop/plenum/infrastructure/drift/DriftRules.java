package coop.plenum.infrastructure.drift;

import coop.plenum.api.Page;
import coop.plenum.api.PageRequest;
import coop.plenum.api.access.Spaces;
import coop.plenum.api.content.ContentService;
import coop.plenum.api.content.Item;
import coop.plenum.api.content.ItemQuery;
import coop.plenum.api.content.State;
import coop.plenum.infrastructure.Engine;
import coop.plenum.infrastructure.drift.DriftRule.Answer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The published rules about drift. Thread-safe. */
@Component(service = DriftRules.class)
public final class DriftRules {
    private final ContentService content;
    private final Spaces spaces;
    private final Engine engine;

    @Activate
    public DriftRules(@Reference ContentService content, @Reference Spaces spaces, @Reference Engine engine) {
        this.content = content;
        this.spaces = spaces;
        this.engine = engine;
    }

    List<DriftRule> published() {
        List<DriftRule> rules = new ArrayList<>();
        Optional<String> after = Optional.empty();
        do {
            Page<Item> page = content.list(
                    engine.caller(),
                    ItemQuery.ofType(DriftRule.TYPE).sort("title").page(new PageRequest(200, after)));
            page.items().stream()
                    .filter(item -> item.state() == State.PUBLISHED)
                    .map(DriftRule::of)
                    .filter(rule -> rule.holdsAt(Instant.now()))
                    .forEach(rules::add);
            after = page.next();
        } while (after.isPresent());
        return rules;
    }

    Optional<DriftRule> find(UUID id) {
        return published().stream().filter(rule -> rule.id().equals(id)).findFirst();
    }

    boolean covers(DriftRule rule, Item item) {
        return rule.concerns(item) && spaces.below(rule.space()).covers(item.space());
    }

    /** By which rule drift of which field is ignored. */
    Map<String, DriftRule> ignored(List<DriftRule> rules, Item item, List<String> drift) {
        Map<String, DriftRule> ignored = new HashMap<>();
        for (DriftRule rule : rules) {
            if (rule.answer() == Answer.IGNORE && covers(rule, item)) {
                drift.stream().filter(rule::concerns).forEach(field -> ignored.putIfAbsent(field, rule));
            }
        }
        return ignored;
    }
}
