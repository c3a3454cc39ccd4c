package coop.plenum.infrastructure.adopt;

import coop.plenum.api.Page;
import coop.plenum.api.PageRequest;
import coop.plenum.api.PlenumException;
import coop.plenum.api.Values;
import coop.plenum.api.content.ContentService;
import coop.plenum.api.content.Item;
import coop.plenum.api.content.ItemQuery;
import coop.plenum.api.operation.OperationHandler;
import coop.plenum.api.operation.OperationRun;
import coop.plenum.api.operation.Outcome;
import java.util.Optional;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Adopts all items that match. The resume token is the page to go on from; a page that was begun is begun anew, in which
 * those already adopted no longer match.
 */
@Component(service = OperationHandler.class)
public final class AdoptHandler implements OperationHandler {
    static final String KIND = "infrastructure.adopt";
    private static final int PAGE = 200;
    private static final int MOST_LOGGED = 20;

    private final ContentService content;
    private final Adoptions adoptions;

    @Activate
    public AdoptHandler(@Reference ContentService content, @Reference Adoptions adoptions) {
        this.content = content;
        this.adoptions = adoptions;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Outcome run(OperationRun run) {
        Tally tally = new Tally(run);
        Optional<String> after = run.resumeToken();
        do {
            Page<Item> page = content.list(run.caller(), query(run).page(new PageRequest(PAGE, after)));
            for (Item item : page.items()) {
                if (run.cancelled()) {
                    return new Outcome.Cancelled();
                }
                tally.adopt(item);
            }
            after = page.next();
            after.ifPresent(run::checkpoint);
        } while (after.isPresent());
        return new Outcome.Done(Values.builder()
                .put("adopted", tally.adopted)
                .put("left", tally.left)
                .build());
    }

    private static ItemQuery query(OperationRun run) {
        return Adoptions.query(
                run.input().requireText("type"),
                run.input().text("filter").orElse(""),
                run.input().text("space").map(UUID::fromString));
    }

    /** What has come of it so far. */
    private final class Tally {
        private final OperationRun run;
        private long adopted;
        private long left;

        Tally(OperationRun run) {
            this.run = run;
        }

        void adopt(Item item) {
            try {
                adoptions.take(run.caller(), item, run.input().text("reason").orElse(""));
                adopted++;
            } catch (PlenumException e) {
                left++;
                if (left <= MOST_LOGGED) {
                    run.log(OperationRun.Level.WARNING, "\"" + item.title() + "\" stays as it is: " + e.getMessage());
                }
            }
            // How many there will be is not known.
            run.progress(0.5, adopted + " adopted, " + left + " left as they are");
        }
    }
}
