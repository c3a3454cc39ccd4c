package coop.plenum.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import coop.plenum.api.provider.ConsoleAccess;
import coop.plenum.api.provider.Discoverer;
import coop.plenum.api.provider.Observed;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.ResourceHandler;
import coop.plenum.api.provider.ResourceRef;
import coop.plenum.api.provider.ResourceState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How a provider opens consoles. One that cannot is not asked. */
abstract class ConsoleRules extends FollowingRules {
    private static final int SAMPLE = 2;

    @Test
    void aConsoleIsOpenedOrSaysWhyNot() throws Exception {
        for (Screen screen : screens()) {
            Optional<String> why = screen.access().consoleUnavailable(screen.ref());
            assertThat(why.orElse("available"))
                    .as(
                            "consoleUnavailable() of %s must say in words why there is no console of \"%s\"",
                            screen.type(), screen.ref().title())
                    .isNotBlank();
            if (why.isEmpty()) {
                Throwable thrown = catchThrowable(() -> screen.access().openConsole(screen.ref(), context()));
                assertThat(thrown)
                        .as(
                                "openConsole() of %s must open the console of \"%s\", or consoleUnavailable() must say"
                                        + " why it cannot be opened now",
                                screen.type(), screen.ref().title())
                        .isNull();
            }
        }
    }

    @Test
    void theAddressOfAConsoleIsNotTold() throws Exception {
        for (Screen screen : screens()) {
            FakeOperationContext context = context();
            Optional<String> address = address(screen, context);
            if (address.isPresent()) {
                List<String> said = new ArrayList<>(context.messages());
                said.add(screen.access().toString());
                said.add(provider.toString());
                said.add(observe(handler(screen.type()), screen.ref()).toString());
                // the message does not tell it either
                assertThat(said.stream().anyMatch(text -> text.contains(address.get())))
                        .as(
                                "openConsole() of %s must tell the address to nobody but its caller: neither as progress nor"
                                        + " in values or toString(), since whoever has it has the console",
                                screen.type())
                        .isFalse();
            }
        }
    }

    /** Empty where none can be opened, which is for another rule to tell. */
    private static Optional<String> address(Screen screen, FakeOperationContext context) throws InterruptedException {
        if (screen.access().consoleUnavailable(screen.ref()).isPresent()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    screen.access().openConsole(screen.ref(), context).address().toString());
        } catch (ProviderException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Test
    void theConsoleOfWhatIsGoneIsMissing() {
        for (ResourceHandler handler : provider.handlers()) {
            if (handler instanceof ConsoleAccess access) {
                assertThrown(
                        catchThrowable(() -> access.openConsole(ref("no-such-resource"), context())),
                        Category.MISSING,
                        "openConsole() of " + name(handler) + " for a resource that does not exist");
            }
        }
    }

    /** A resource as it is now, and who opens its console. */
    private record Screen(String type, ConsoleAccess access, ResourceRef ref) {}

    private List<Screen> screens() throws ProviderException, InterruptedException {
        List<Screen> screens = new ArrayList<>();
        for (ResourceHandler handler : provider.handlers()) {
            if (handler instanceof ConsoleAccess access && handler instanceof Discoverer) {
                for (ResourceState state :
                        discover(handler).stream().limit(SAMPLE).toList()) {
                    if (observe(handler, ref(state)) instanceof Observed.Present now) {
                        screens.add(new Screen(name(handler), access, ref(now.state())));
                    }
                }
            }
        }
        return screens;
    }
}
