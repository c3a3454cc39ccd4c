package coop.plenum.testkit;

import coop.plenum.api.provider.ConsoleAccess.Console;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.ResourceRef;
import java.net.URI;
import java.util.Optional;

/** Providers that open consoles badly. */
final class ConsoleFlaws {
    private ConsoleFlaws() {}

    @Breaks(value = "aConsoleIsOpenedOrSaysWhyNot", says = "must say in words why there is no console")
    static final class GivesNoReason extends Harbour {
        @Override
        Optional<String> consoleUnavailable() {
            return Optional.of(" ");
        }
    }

    @Breaks(value = "aConsoleIsOpenedOrSaysWhyNot", says = "or consoleUnavailable() must say why")
    static final class SendsTheBrowserToASocket extends Harbour {
        @Override
        Console console(ResourceRef ref, OperationContext context) throws ProviderException {
            super.console(ref, context);
            return new Console(URI.create("wss://harbour.example/?ticket=" + context.operation()), Optional.empty());
        }
    }

    @Breaks(value = "theAddressOfAConsoleIsNotTold", says = "must tell the address to nobody but its caller")
    static final class ReportsTheAddress extends Harbour {
        @Override
        Console console(ResourceRef ref, OperationContext context) throws ProviderException {
            Console console = super.console(ref, context);
            context.progress(1, "Opened " + console.address());
            return console;
        }
    }

    @Breaks(value = "theConsoleOfWhatIsGoneIsMissing", says = "for a resource that does not exist must")
    static final class OpensWhateverItIsAskedFor extends Harbour {
        @Override
        Console console(ResourceRef ref, OperationContext context) throws ProviderException {
            return find(ref).isPresent()
                    ? super.console(ref, context)
                    : new Console(URI.create("https://harbour.example/"), Optional.empty());
        }
    }

    @Breaks(value = "theConsoleOfWhatIsGoneIsMissing", says = "must fail with category MISSING")
    static final class BlamesItself extends Harbour {
        @Override
        Console console(ResourceRef ref, OperationContext context) throws ProviderException {
            if (find(ref).isEmpty()) {
                throw new ProviderException(Category.INTERNAL, "no-such-beacon", "Something is wrong.");
            }
            return super.console(ref, context);
        }
    }
}
