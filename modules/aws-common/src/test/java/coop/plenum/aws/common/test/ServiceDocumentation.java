package coop.plenum.aws.common.test;

import coop.plenum.api.provider.Provider;
import coop.plenum.api.provider.ProviderFactory;
import coop.plenum.aws.api.AwsService;
import coop.plenum.testkit.FakeConnectionContext;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is told of a service's types, in the documentation and to the platform, is what they are. */
public abstract class ServiceDocumentation {
    private final AwsService service;
    private final ProviderFactory factory;
    private Provider provider;

    /** @param factory of the service alone */
    protected ServiceDocumentation(AwsService service, ProviderFactory factory) {
        this.service = service;
        this.factory = factory;
    }

    @BeforeEach
    void connect() throws Exception {
        // nothing listens there, so what is not refused at once fails otherwise
        provider = factory.connect(
                Accounts.lasting(URI.create("http://127.0.0.1:9"), List.of("eu-west-1")),
                new FakeConnectionContext(Accounts.LASTING));
    }

    @AfterEach
    void close() {
        provider.close();
    }

    @Test
    void thePageTellsWhatIsSupported() throws Exception {
        Page.assertTold(service, provider.handlers());
    }

    @Test
    void thePageHasTheDocumentsOfRightsThatTheProviderGives() throws Exception {
        Page.assertRights(service, factory.describe().leastPrivilege());
    }

    @Test
    void theFieldsOfEachTypeAreThoseOfItsHandler() throws Exception {
        Page.assertFields(provider.handlers());
    }

    @Test
    void everyActionSaysWhatItIs() {
        Page.assertWords(provider.handlers());
    }
}
