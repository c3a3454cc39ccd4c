package coop.plenum.core.module.sample.throwing;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Fails when it is activated; its bundle starts all the same. */
@Component(immediate = true, service = Throwing.class)
public final class Throwing {
    @Activate
    public Throwing() {
        throw new IllegalStateException("no luck today");
    }
}
