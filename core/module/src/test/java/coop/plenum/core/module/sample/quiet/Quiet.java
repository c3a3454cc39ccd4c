package coop.plenum.core.module.sample.quiet;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Works. */
@Component(immediate = true, service = Quiet.class)
public final class Quiet {
    @Activate
    public Quiet() {}
}
