package coop.plenum.ssh;

import coop.plenum.api.provider.Discoverer.Found;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.ResourceState;
import coop.plenum.ssh.client.Login;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks at all hosts, many at once. One that is known and cannot be looked at is told of all the same, with what is the
 * matter. Nothing at an address of a range means that there is none.
 */
final class Survey {
    private static final int PAGE = 64;

    private final Hosts hosts;
    private final Logins logins;
    private final Inspection inspection;
    private final Crew crew;

    Survey(Hosts hosts, Logins logins, Inspection inspection, Crew crew) {
        this.hosts = hosts;
        this.logins = logins;
        this.inspection = inspection;
        this.crew = crew;
    }

    Found discover(Optional<String> page, int max, OperationContext context)
            throws ProviderException, InterruptedException {
        if (page.isEmpty()) {
            hosts.refresh();
        }
        List<Host> all = hosts.all();
        int from = page.isEmpty() ? 0 : place(page.get());
        int to = Math.min(all.size(), from + Math.max(1, Math.min(max, PAGE)));
        if (from >= to) {
            context.permit(0);
            return new Found(List.of(), Optional.empty(), true);
        }
        List<Crew.Report<Inspection.Sight>> reports;
        try (Login login = logins.open("Look at hosts " + (from + 1) + " to " + to)) {
            reports = crew.visit(
                    all.subList(from, to), (host, patience) -> inspection.look(host, login, patience), context);
        }
        List<ResourceState> states = new ArrayList<>();
        boolean complete = true;
        Optional<ProviderException> worst = Optional.empty();
        for (Crew.Report<Inspection.Sight> report : reports) {
            report.result().ifPresent(sight -> {
                hosts.note(sight.host());
                states.add(sight.state());
            });
            if (report.failure().isPresent()) {
                ProviderException why = report.failure().get();
                boolean known = !report.host().known().isEmpty();
                if (known) {
                    states.add(Inspection.trouble(report.host(), why));
                }
                complete &= !known && !report.host().address().certain();
                worst = worst.filter(other -> other.category() == Category.AUTHENTICATION)
                        .or(() -> Optional.of(why));
            }
        }
        context.progress((double) to / all.size(), to + " of " + all.size() + " addresses looked at");
        if (states.isEmpty() && to == all.size() && from == 0 && worst.isPresent()) {
            throw worst.get();
        }
        return new Found(states, to < all.size() ? Optional.of(Integer.toString(to)) : Optional.empty(), complete);
    }

    private static int place(String token) throws ProviderException {
        if (!token.matches("[0-9]{1,6}")) {
            throw new ProviderException(Category.USER, "invalid-page", "The page token is not one of ours.");
        }
        return Integer.parseInt(token);
    }
}
