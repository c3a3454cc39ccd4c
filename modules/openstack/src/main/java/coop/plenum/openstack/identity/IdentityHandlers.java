package coop.plenum.openstack.identity;

import coop.plenum.api.provider.ResourceHandler;
import coop.plenum.openstack.client.Cloud;
import java.util.List;

/** The handlers of Keystone's resources. */
public final class IdentityHandlers {
    private IdentityHandlers() {}

    public static List<ResourceHandler> of(Cloud cloud) {
        return List.of(new ProjectHandler(cloud), new ApplicationCredentialHandler(cloud));
    }
}
