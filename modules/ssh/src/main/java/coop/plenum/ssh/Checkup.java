package coop.plenum.ssh;

import coop.plenum.api.provider.Diagnostics;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.ssh.client.HostKey;
import coop.plenum.ssh.client.Link;
import coop.plenum.ssh.client.Login;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Logs in at the hosts and tells whose keys they show. */
final class Checkup {
    /** A test of a form must end while somebody looks at it. */
    private static final int CHECKED = 64;

    private static final int SHOWN = 10;

    private final Hosts hosts;
    private final Logins logins;
    private final Inspection inspection;
    private final Crew crew;

    Checkup(Hosts hosts, Logins logins, Inspection inspection, Crew crew) {
        this.hosts = hosts;
        this.logins = logins;
        this.inspection = inspection;
        this.crew = crew;
    }

    Diagnostics check(OperationContext context) throws InterruptedException {
        List<Host> all = hosts.all();
        List<Host> asked = all.subList(0, Math.min(CHECKED, all.size()));
        try (Login login = logins.open("Check the connection")) {
            if (asked.isEmpty()) {
                context.permit(0);
                return Diagnostics.healthy("There are no addresses to look at; hosts are enrolled one by one.");
            }
            List<Crew.Report<HostKey>> reports = crew.visit(
                    asked,
                    (host, patience) -> {
                        try (Link link = inspection.connect(host, login, patience)) {
                            return link.hostKey();
                        }
                    },
                    context);
            return told(reports, all.size());
        } catch (ProviderException e) {
            return Diagnostics.failed(e);
        }
    }

    private static Diagnostics told(List<Crew.Report<HostKey>> reports, int all) {
        List<String> keys = new ArrayList<>();
        List<Diagnostics.Problem> problems = new ArrayList<>();
        List<Diagnostics.Problem> silent = new ArrayList<>();
        for (Crew.Report<HostKey> report : reports) {
            report.result().ifPresent(key -> keys.add(report.host().id() + " shows " + key));
            // nothing at an address of a range is no problem, unless there is nothing at all
            report.failure().ifPresent(why -> (expected(report.host(), why) ? silent : problems).add(problem(why)));
        }
        if (keys.isEmpty() && problems.isEmpty()) {
            problems.addAll(silent);
        }
        String first = String.join("; ", keys.subList(0, Math.min(SHOWN, keys.size())));
        String summary =
                keys.size() + " of " + (reports.size() < all ? "the first " + reports.size() + " of " : "") + all
                        + " addresses let the user in." + (first.isEmpty() ? "" : " " + first)
                        + (keys.size() > SHOWN ? "; ..." : "");
        return new Diagnostics(summary, problems.subList(0, Math.min(SHOWN, problems.size())));
    }

    private static boolean expected(Host host, ProviderException why) {
        return !host.address().certain() && host.known().isEmpty() && why.category() == Category.TRANSIENT;
    }

    private static Diagnostics.Problem problem(ProviderException why) {
        return new Diagnostics.Problem(
                why.code(),
                why.category(),
                why.field().or(() -> Optional.of("addresses").filter(field -> why.category() == Category.TRANSIENT)),
                why.getMessage());
    }
}
