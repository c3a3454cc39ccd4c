package coop.plenum.aws.s3;

import coop.plenum.api.provider.Provider;
import coop.plenum.aws.AwsProviderFactory;
import coop.plenum.aws.common.test.Accounts;
import coop.plenum.aws.common.test.Page;
import coop.plenum.testkit.FakeConnectionContext;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is told of the types, in the documentation and to the platform, is what they are. */
class S3DocumentationTest {
    private final S3Service service = new S3Service();
    private Provider provider;

    @BeforeEach
    void connect() throws Exception {
        // nothing listens there, so what is not refused at once fails otherwise
        provider = new AwsProviderFactory(List.of(service))
                .connect(
                        Accounts.lasting(URI.create("http://127.0.0.1:9"), List.of("eu-west-1")),
                        new FakeConnectionContext(Accounts.LASTING));
    }

    @AfterEach
    void close() {
        provider.close();
    }

    @Test
    void thePageTellsWhatIsSupportedAndWhichRightsItTakes() throws Exception {
        Page.assertTold(service, provider.handlers());
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
