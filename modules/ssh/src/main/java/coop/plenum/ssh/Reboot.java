package coop.plenum.ssh;

import coop.plenum.api.Values;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.Step;
import coop.plenum.ssh.client.Finished;
import coop.plenum.ssh.client.HostKeyException;
import coop.plenum.ssh.client.Link;
import coop.plenum.ssh.client.Login;
import coop.plenum.ssh.client.Patience;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Reboots a host: it is done when the host is back and its kernel is another run than before. */
final class Reboot {
    private static final Duration BACK_WITHIN = Duration.ofMinutes(15);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);
    private static final String BOOT_ID = "cat /proc/sys/kernel/random/boot_id 2>/dev/null || sysctl -n kern.boottime";
    private static final int LIMIT = 4_096;

    private final Logins logins;
    private final Inspection inspection;

    Reboot(Logins logins, Inspection inspection) {
        this.logins = logins;
        this.inspection = inspection;
    }

    Step act(Values parameters, Host host, Optional<String> resumeToken, OperationContext context)
            throws ProviderException, InterruptedException {
        return resumeToken.isPresent() ? look(resumeToken.get(), host, context) : begin(parameters, host, context);
    }

    private Step begin(Values parameters, Host host, OperationContext context)
            throws ProviderException, InterruptedException {
        try (Login login = logins.open("Reboot " + host.id());
                Link link = inspection.connect(host, login, Patience.of(context))) {
            String boot = bootId(link, context);
            boolean root = host.user().orElse(login.user()).equals("root");
            boolean become = parameters.flag("become").orElse(!root);
            String sudo = become ? Sudo.BECOME : "";
            // asked first whether it may, since the line may break before the answer to the command itself
            if (become) {
                Finished allowed = link.run(command("sudo -n -l shutdown -r now >/dev/null"), Patience.of(context));
                Sudo.requireAllowed(true, host, login, allowed);
            }
            Finished told;
            try {
                told = link.run(command("exec " + sudo + "shutdown -r now"), Patience.of(context));
            } catch (ProviderException e) {
                if (e.category() != Category.TRANSIENT) {
                    throw e;
                }
                told = new Finished(Optional.of(0), "", "", false); // gone down already, as wanted
            }
            Sudo.requireAllowed(become, host, login, told);
            if (!told.succeeded() && told.status().isPresent()) {
                throw new ProviderException(
                        Category.AUTHENTICATION,
                        "reboot-refused",
                        host.id() + " does not reboot: " + told.outcome() + ". "
                                + told.errors().lines().findFirst().orElse("").replaceAll("\\p{Cntrl}", ""));
            }
            return pending(boot, Instant.now().plus(BACK_WITHIN));
        }
    }

    private static Step pending(String boot, Instant until) {
        return new Step.Pending(boot + " " + until.getEpochSecond(), LOOK_AGAIN, "waiting for the host to come back");
    }

    private Step look(String token, Host host, OperationContext context)
            throws ProviderException, InterruptedException {
        int space = token.lastIndexOf(' ');
        String boot = token.substring(0, Math.max(0, space));
        Instant until = Instant.ofEpochSecond(Long.parseLong(token.substring(space + 1)));
        try (Login login = logins.open("See whether " + host.id() + " is back");
                Link link = inspection.connect(host, login, Patience.of(context))) {
            if (!bootId(link, context).equals(boot)) {
                return Step.done();
            }
        } catch (HostKeyException e) {
            throw e;
        } catch (ProviderException e) {
            if (e.category() != Category.TRANSIENT && e.category() != Category.AUTHENTICATION) {
                throw e;
            }
            // Going down or coming up; who logs in too early is refused.
        }
        if (Instant.now().isAfter(until)) {
            throw new ProviderException(
                    Category.CONFLICT,
                    "not-back",
                    host.id() + " took the command to reboot and has not come back within " + BACK_WITHIN.toMinutes()
                            + " minutes. Look at its console.");
        }
        return pending(boot, until);
    }

    private static String bootId(Link link, OperationContext context) throws ProviderException, InterruptedException {
        Finished told = link.run(command(BOOT_ID), Patience.of(context));
        String id = told.output().strip();
        if (!told.succeeded() || id.isEmpty() || id.length() > 200 || id.contains("\n")) {
            throw new ProviderException(
                    Category.UNSUPPORTED, "no-boot-id", "The system there does not tell one run of it from another.");
        }
        return id;
    }

    private static Link.Command command(String script) {
        return Link.Command.of(script, new byte[0], LIMIT);
    }
}
