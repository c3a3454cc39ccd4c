package coop.plenum.openstack.dns;

import coop.plenum.api.Values;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.openstack.client.Cloud;
import coop.plenum.openstack.resource.Attribute;
import coop.plenum.openstack.resource.CollectionHandler;
import coop.plenum.openstack.resource.Form;
import coop.plenum.openstack.resource.Kind;
import coop.plenum.openstack.resource.Progress;
import coop.plenum.openstack.resource.Types;
import java.util.Optional;
import java.util.Set;

/**
 * What zones and record sets have in common: they bear no mark, since there is no place for one, but no two of a name either;
 * and they are ready once the name servers have them.
 */
abstract class DesignateHandler extends CollectionHandler {
    static final Attribute DESCRIPTION = Attribute.free("description", "description", Form.TEXT);
    static final Attribute TTL = Attribute.free("ttl", "ttl", Form.NUMBER);
    static final Attribute STATUS = Attribute.told("status", "status", Form.WORD);
    static final Attribute PROJECT =
            Attribute.told("project", "project_id", Form.REFERENCE).to(Types.PROJECT);
    static final Attribute CREATED = Attribute.told("createdAt", "created_at", Form.TIME);

    private final Progress.Reading progress;

    DesignateHandler(Cloud cloud, Kind kind, String idMember) {
        super(cloud, kind, idMember);
        this.progress = Progress.byStatus(kind.noun(), "status", Set.of("active", "success"), Optional.empty());
    }

    @Override
    public Found discover(Optional<String> pageToken, int max, OperationContext context)
            throws ProviderException, InterruptedException {
        Found found = super.discover(pageToken, max, context);
        if (!cloud.onlyOwnZones()) {
            return found;
        }
        context.progress(
                1,
                "Not listed: each " + kind.noun() + " of other projects. Designate tells only who is an administrator"
                        + " of the system; a connection with systemScope is.");
        return new Found(found.states(), found.next(), false);
    }

    @Override
    protected Progress progress(Values json) {
        return progress.of(json);
    }

    @Override
    protected boolean changesInError() {
        return false;
    }

    @Override
    protected boolean stays(Values json) {
        return json.text("status").filter("ERROR"::equals).isPresent();
    }

    /** As people write it: without the dot at the end. */
    @Override
    protected String name(String title, Values values) {
        return Form.domain(super.name(title, values));
    }

    @Override
    protected String title(Values json) {
        return Form.domain(super.title(json));
    }
}
