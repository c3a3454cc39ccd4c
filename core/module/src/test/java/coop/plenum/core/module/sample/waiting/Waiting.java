package coop.plenum.core.module.sample.waiting;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Works while there is a certain service. */
@Component(immediate = true, service = Waiting.class)
public final class Waiting {
    @Activate
    public Waiting(@Reference(target = "(sample=wanted)") Runnable wanted) {
        wanted.run();
    }
}
