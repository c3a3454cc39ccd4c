package coop.plenum.core.module.sample.user;

import coop.plenum.core.module.sample.api.Greeter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Uses the package of another module. */
@Component(immediate = true, service = User.class)
public final class User {
    @Activate
    public User() {
        Greeter greeter = () -> "hello";
        greeter.greet();
    }
}
