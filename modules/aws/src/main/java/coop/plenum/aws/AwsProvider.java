package coop.plenum.aws;

import coop.plenum.api.provider.Diagnostics;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.Provider;
import coop.plenum.api.provider.ResourceHandler;
import coop.plenum.aws.account.Sts;
import coop.plenum.aws.account.Transport;
import coop.plenum.aws.api.AwsAccount;
import coop.plenum.aws.api.AwsService;
import coop.plenum.aws.api.OpenAwsService;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One connection: an account, as one identity sees it, in some regions. */
final class AwsProvider implements Provider {
    private final AwsAccount account;
    private final Transport transport;
    private final Sts sts;
    private final Map<String, OpenAwsService> services = new LinkedHashMap<>();
    private final List<ResourceHandler> handlers;

    AwsProvider(AwsAccount account, Transport transport, List<AwsService> installed) {
        this.account = account;
        this.transport = transport;
        this.sts = new Sts(account);
        List<ResourceHandler> all = new ArrayList<>();
        for (AwsService service : installed) {
            OpenAwsService open = service.open(account);
            services.put(service.title(), open);
            all.addAll(open.handlers());
        }
        this.handlers = List.copyOf(all);
    }

    @Override
    public List<ResourceHandler> handlers() {
        return handlers;
    }

    @Override
    public Diagnostics check(OperationContext context) throws InterruptedException {
        return new Checkup(sts, services).run(account.regions(), context);
    }

    @Override
    public void close() {
        services.values().forEach(OpenAwsService::close);
        sts.close();
        transport.close();
    }
}
