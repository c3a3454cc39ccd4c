package coop.plenum.aws.common.test;

import coop.plenum.api.Values;
import coop.plenum.testkit.ProviderContract;
import coop.plenum.testkit.ProviderDriver;
import coop.plenum.testkit.ProviderFixture;
import coop.plenum.testkit.ProviderFixture.Creatable;
import coop.plenum.testkit.ProviderFixture.OutOfReach;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract kit against moto behind a gate. */
public abstract class MotoContract extends ProviderContract {
    protected static Moto moto;
    private static Gate gate;
    private static Gate busy;
    private static ServerSocket silent;

    @BeforeAll
    static void open() throws Exception {
        moto = Moto.start("--lax");
        gate = new Gate(moto.endpoint());
        busy = new Gate(moto.endpoint()).busy();
        silent = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    }

    @AfterAll
    static void close() throws Exception {
        if (moto != null) {
            gate.close();
            busy.close();
            silent.close();
            moto.close();
        }
    }

    /** The next look at moto is at the end of every transition. */
    @Override
    protected Duration longestPause() {
        return Duration.ofMillis(20);
    }

    /** @param lost a type, and an id that it could have */
    protected static ProviderFixture fixture(String lost, String externalId) {
        return ProviderFixture.of(settings(gate.endpoint()), Accounts.TEMPORARY)
                .refusing(Map.of(
                        "secretAccessKey", Accounts.TEMPORARY.get("secretAccessKey"), "sessionToken", Gate.BAD_TOKEN))
                .outOfReach(new OutOfReach(
                        settings(URI.create("http://127.0.0.1:" + silent.getLocalPort())), lost, externalId))
                .throttled(settings(busy.endpoint()));
    }

    private static Values settings(URI endpoint) {
        return Accounts.temporary(endpoint, List.of("eu-west-1"));
    }

    protected static Creatable made(String type, String name, Values change, Object... pairs) {
        return new Creatable(type, name, values(name, pairs), change);
    }

    /** Makes one as the platform would, and gives a reference to it. */
    protected static String make(ProviderDriver driver, String type, String name, Object... pairs) throws Exception {
        return ProviderDriver.reference(type, driver.create(type, name, values(name, pairs)));
    }

    private static Values values(String name, Object... pairs) {
        Values.Builder values = Values.builder().put("name", name);
        for (int i = 0; i < pairs.length; i += 2) {
            values.put(String.valueOf(pairs[i]), pairs[i + 1]);
        }
        return values.build();
    }
}
