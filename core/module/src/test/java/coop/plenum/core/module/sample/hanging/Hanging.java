package coop.plenum.core.module.sample.hanging;

import java.util.concurrent.CountDownLatch;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Never comes back from its activation, unless interrupted. */
@Component(immediate = true, service = Hanging.class)
public final class Hanging {
    @Activate
    public Hanging() throws InterruptedException {
        new CountDownLatch(1).await();
    }
}
