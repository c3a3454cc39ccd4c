package coop.plenum.core.module;

import coop.plenum.api.PlenumException;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.access.Caller;
import coop.plenum.api.access.Decision;
import coop.plenum.api.access.Permissions;
import coop.plenum.api.audit.AuditLog;
import coop.plenum.api.content.ContentTypes;
import coop.plenum.api.module.CatalogEntry;
import coop.plenum.api.module.InstallPlan;
import coop.plenum.api.module.Module;
import coop.plenum.api.module.ModuleRequest;
import coop.plenum.api.module.ModuleService;
import coop.plenum.core.module.catalog.ModuleCatalog;
import coop.plenum.core.module.catalog.ModuleResource;
import coop.plenum.core.module.catalog.UploadFolder;
import coop.plenum.core.module.plan.JarIntake;
import coop.plenum.core.module.plan.ModulePlanner;
import coop.plenum.core.module.plan.Proposal;
import coop.plenum.core.module.runtime.ComponentHealth;
import coop.plenum.core.module.runtime.ModuleBundles;
import coop.plenum.core.module.runtime.ModuleHost;
import coop.plenum.core.module.runtime.Placement;
import coop.plenum.core.module.runtime.TimeLimits;
import coop.plenum.core.module.state.BootCounter;
import coop.plenum.core.module.state.JarStore;
import coop.plenum.core.module.state.ModuleRow;
import coop.plenum.core.module.state.ModuleTable;
import coop.plenum.core.module.state.Schema;
import coop.plenum.core.module.trust.JarLimits;
import coop.plenum.core.module.trust.JarVerifier;
import coop.plenum.core.module.trust.TrustedCertificates;
import coop.plenum.core.store.Database;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.event.EventAdmin;
import org.osgi.service.resolver.Resolver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Modules whose wanted state is a table and whose changes are journaled. Brings the modules up on a thread of its own;
 * when they are, it registers a {@code Condition} with the id {@value #READY}.
 */
@Component(service = ModuleService.class, immediate = true)
public final class JournaledModuleService implements ModuleService {
    /** Identifies the condition (OSGi Core, chapter 49) that says: all modules that can run do. */
    static final String READY = "plenum.modules.ready";

    private static final Logger LOG = LoggerFactory.getLogger(JournaledModuleService.class);

    private static final long CORE_POLL_MILLIS = 10;

    private final BundleContext context;
    private final AccessService access;
    private final Permissions permissions;
    private final TimeLimits limits;
    private final ModuleTable table;
    private final ModuleCatalog catalog;
    private final ModuleHost host;
    private final ModulePlanner planner;
    private final ChangeRunner runner;
    private final ModuleUpload upload;
    private final ModuleDocuments documents;
    private final ModuleAudit audit;
    private final ModuleBoot boot;
    private final ReadyCondition ready;
    private final ReentrantLock turn = new ReentrantLock(true);
    private final CountDownLatch started = new CountDownLatch(1);
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread starter = new Thread(this::start, "plenum-modules");

    /** For the component runtime. */
    @Activate
    public JournaledModuleService(
            BundleContext context,
            @Reference Database database,
            @Reference AccessService access,
            @Reference AuditLog auditLog,
            @Reference ContentTypes contentTypes,
            @Reference Permissions permissions,
            @Reference EventAdmin eventAdmin,
            @Reference Resolver resolver,
            @Reference ServiceComponentRuntime components) {
        this(
                context,
                ModuleSettings.of(context),
                TimeLimits.DEFAULT,
                step -> {},
                database,
                access,
                auditLog,
                contentTypes,
                permissions,
                eventAdmin,
                resolver,
                components);
    }

    JournaledModuleService(
            BundleContext context,
            ModuleSettings settings,
            TimeLimits limits,
            StepListener listener,
            Database database,
            AccessService access,
            AuditLog auditLog,
            ContentTypes contentTypes,
            Permissions permissions,
            EventAdmin eventAdmin,
            Resolver resolver,
            ServiceComponentRuntime components) {
        Schema.migrate(database);
        this.context = context;
        this.access = access;
        this.permissions = permissions;
        this.limits = limits;
        this.table = new ModuleTable(database);
        this.audit = new ModuleAudit(auditLog);
        UploadFolder uploads = new UploadFolder(settings.uploads());
        this.catalog = new ModuleCatalog(settings.catalog(), uploads);
        JarStore store = new JarStore(settings.store());
        JarVerifier verifier = new JarVerifier(JarLimits.DEFAULT);
        TrustedCertificates trust = new TrustedCertificates(settings.trust(), settings.unsigned());
        JarIntake intake = new JarIntake(store, verifier, trust);
        ModuleBundles bundles = new ModuleBundles(context);
        this.host = new ModuleHost(
                bundles,
                new Placement(context, bundles, store, limits),
                new ComponentHealth(context, components),
                limits);
        this.planner = new ModulePlanner(catalog, intake, bundles, resolver, contentTypes, permissions);
        ModuleContent content = new ModuleContent(contentTypes, permissions, intake);
        ModuleEvents events = new ModuleEvents(database, eventAdmin);
        this.runner = new ChangeRunner(database, intake, host, content, audit, events, listener);
        this.documents = new ModuleDocuments(store, catalog);
        this.upload = new ModuleUpload(uploads, verifier, trust, contentTypes, database, audit);
        BootCounter counter = new BootCounter(settings.bootCounter());
        InitialModules initial = new InitialModules(database, settings.initial());
        this.boot = new ModuleBoot(
                database,
                runner,
                host,
                content,
                audit,
                initial,
                counter,
                settings.safe(),
                Set.copyOf(settings.safeModules()));
        this.ready = new ReadyCondition(context);
        ModulePermissions.declare(permissions);
        starter.setDaemon(true);
        starter.start();
    }

    private void start() {
        try {
            turn.lock();
            try {
                boot.start(this::installInitially);
            } finally {
                turn.unlock();
                started.countDown();
            }
            ready.declare(READY);
            // Whether it is time or an orderly end that comes first: the process has not died of its modules.
            boolean ended = closing.await(limits.proven().toMillis(), TimeUnit.MILLISECONDS);
            LOG.debug("The modules have proved well{}.", ended ? " until the end" : "");
            boot.proven();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("The modules could not be brought up. Changes of modules go on to be possible.", e);
        }
    }

    private void installInitially(ModuleRequest request) {
        awaitCore();
        execute(Caller.system("first-start"), request, Optional.empty());
    }

    /** There are few processors, and the core comes first. */
    private void awaitCore() {
        Bundle framework = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION);
        long end = System.nanoTime() + limits.start().toNanos();
        try {
            boolean closed = false;
            while (!closed && framework.getState() != Bundle.ACTIVE && System.nanoTime() < end) {
                closed = closing.await(CORE_POLL_MILLIS, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Deactivate
    void close() throws InterruptedException {
        closing.countDown();
        if (started.getCount() > 0) {
            starter.interrupt();
        }
        starter.join(limits.start().toMillis());
        ready.withdraw();
        ModulePermissions.retract(permissions);
    }

    @Override
    public List<Module> installed(Caller caller) {
        access.require(caller, ModulePermissions.VIEW, AccessService.ROOT_SPACE);
        awaitStart();
        return table.all().values().stream().map(this::module).toList();
    }

    @Override
    public Optional<Module> find(Caller caller, String name) {
        access.require(caller, ModulePermissions.VIEW, AccessService.ROOT_SPACE);
        awaitStart();
        return Optional.ofNullable(table.all().get(name)).map(this::module);
    }

    @Override
    public List<CatalogEntry> catalog(Caller caller) {
        access.require(caller, ModulePermissions.VIEW, AccessService.ROOT_SPACE);
        Map<String, ModuleRow> rows = table.all();
        List<ModuleResource> offers = catalog.all();
        Map<String, CatalogEntry> newest = new LinkedHashMap<>();
        offers.forEach(offer -> newest.computeIfAbsent(offer.name(), name -> entry(offer, offers, rows)));
        return List.copyOf(newest.values());
    }

    @Override
    public Optional<byte[]> document(Caller caller, String module, Document document) {
        access.require(caller, ModulePermissions.VIEW, AccessService.ROOT_SPACE);
        return documents.find(module, table.all().get(module), document);
    }

    @Override
    public InstallPlan plan(Caller caller, ModuleRequest request) {
        access.require(caller, ModulePermissions.MANAGE, AccessService.ROOT_SPACE);
        awaitStart();
        return planner.plan(request, table.all(), host.coreAlone()).plan();
    }

    @Override
    public Optional<Module> execute(Caller caller, ModuleRequest request, Optional<String> planDigest) {
        Decision decision = access.require(caller, ModulePermissions.MANAGE, AccessService.ROOT_SPACE);
        return exclusively(() -> {
            runner.recover(Caller.system(caller.correlation()));
            Proposal proposal = planner.plan(request, table.all(), host.coreAlone());
            check(caller, decision, proposal, planDigest);
            runner.run(caller, decision, proposal);
            return Optional.ofNullable(table.all().get(request.module())).map(this::module);
        });
    }

    private void check(Caller caller, Decision decision, Proposal proposal, Optional<String> planDigest) {
        InstallPlan plan = proposal.plan();
        if (planDigest.isPresent() && !planDigest.get().equals(plan.digest())) {
            throw PlenumException.conflict(
                    "plan-changed",
                    "What would happen now is not what was planned. Look at the new plan and try again.");
        }
        if (!proposal.refusals().isEmpty()) {
            audit.refused(
                    caller,
                    decision,
                    proposal.request().kind(),
                    proposal.request().module(),
                    plan);
            throw new PlenumException(
                    PlenumException.Category.CONFLICT,
                    "install-refused",
                    String.join(" ", plan.refusals()),
                    proposal.refusals(),
                    null,
                    null);
        }
        if (planDigest.isEmpty() && !proposal.questions().isEmpty()) {
            throw new PlenumException(
                    PlenumException.Category.CONFLICT,
                    "plan-required",
                    String.join(" ", plan.questions()) + " Look at the plan (POST /api/v1/modules/plan), and if that is"
                            + " wanted, send its digest as \"plan\".",
                    proposal.questions(),
                    null,
                    null);
        }
    }

    @Override
    public CatalogEntry upload(Caller caller, InputStream bundle) {
        Decision decision = access.require(caller, ModulePermissions.MANAGE, AccessService.ROOT_SPACE);
        return entry(upload.take(caller, decision, bundle), catalog.all(), table.all());
    }

    private <T> T exclusively(Supplier<T> work) {
        try {
            if (!turn.tryLock(limits.turn().toMillis(), TimeUnit.MILLISECONDS)) {
                throw PlenumException.conflict(
                        "module-change-running",
                        "Another change of modules is under way. Try again when it has ended.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlenumException(
                    PlenumException.Category.UNAVAILABLE, "shutting-down", "The platform is stopping.", e);
        }
        try {
            return work.get();
        } finally {
            turn.unlock();
        }
    }

    /** Answers while modules are still coming up would call them broken. */
    private void awaitStart() {
        try {
            if (!started.await(limits.turn().toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("The modules are still coming up.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Module module(ModuleRow row) {
        List<String> problems = row.runs()
                ? host.problems(row)
                : row.quarantine().filter(reason -> row.enabled()).map(List::of).orElse(List.of());
        return new Module(
                row.name(),
                row.descriptor().title(),
                row.descriptor().description(),
                row.descriptor().publisher(),
                row.version(),
                state(row, problems),
                problems,
                Optional.of(row.signer()).filter(signer -> !signer.isEmpty()),
                row.digest(),
                row.descriptor().requires(),
                row.installedAt());
    }

    private static Module.State state(ModuleRow row, List<String> problems) {
        if (!row.enabled()) {
            return Module.State.DISABLED;
        }
        if (row.quarantine().isPresent()) {
            return Module.State.QUARANTINED;
        }
        return problems.isEmpty() ? Module.State.ACTIVE : Module.State.BROKEN;
    }

    private static CatalogEntry entry(ModuleResource offer, List<ModuleResource> offers, Map<String, ModuleRow> rows) {
        return new CatalogEntry(
                offer.name(),
                offer.title(),
                offer.description(),
                offer.publisher(),
                offer.version().toString(),
                offer.size(),
                offer.digest(),
                offer.requires(),
                offers.stream()
                        .filter(other -> other.name().equals(offer.name()))
                        .map(other -> other.version().toString())
                        .distinct()
                        .toList(),
                Optional.ofNullable(rows.get(offer.name())).map(ModuleRow::version));
    }
}
