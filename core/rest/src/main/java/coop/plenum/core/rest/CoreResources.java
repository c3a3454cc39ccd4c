package coop.plenum.core.rest;

import coop.plenum.core.rest.module.ModuleApplications;
import coop.plenum.core.rest.openapi.OpenApiDocument;
import coop.plenum.core.rest.resource.AccessResource;
import coop.plenum.core.rest.resource.AuditResource;
import coop.plenum.core.rest.resource.ContentTypesResource;
import coop.plenum.core.rest.resource.GrantsResource;
import coop.plenum.core.rest.resource.GroupsResource;
import coop.plenum.core.rest.resource.ItemsResource;
import coop.plenum.core.rest.resource.ModulesResource;
import coop.plenum.core.rest.resource.OpenApiResource;
import coop.plenum.core.rest.resource.OperationsResource;
import coop.plenum.core.rest.resource.RolesResource;
import coop.plenum.core.rest.resource.SecretsResource;
import coop.plenum.core.rest.resource.SessionResource;
import coop.plenum.core.rest.resource.Sessions;
import coop.plenum.core.rest.resource.SetupResource;
import coop.plenum.core.rest.resource.SpacesResource;
import coop.plenum.core.rest.resource.SystemResource;
import coop.plenum.core.rest.resource.TokensResource;
import coop.plenum.core.rest.resource.UsersResource;
import java.util.ArrayList;
import java.util.List;

/** The core's own resources, made by hand. */
final class CoreResources {
    private CoreResources() {}

    static List<Object> create(
            CoreServices services, SystemHealth health, SystemInfo info, ServerLog log, ModuleApplications modules) {
        Sessions sessions = new Sessions(services.authentication(), services.access(), services.permissions());
        List<Object> resources = new ArrayList<>(List.of(
                new ItemsResource(services.content()),
                new ContentTypesResource(services.types()),
                new SpacesResource(services.spaces()),
                new UsersResource(services.accounts()),
                new GroupsResource(services.accounts()),
                new RolesResource(services.roles()),
                new GrantsResource(services.grants()),
                new TokensResource(services.tokens()),
                new SecretsResource(services.secrets(), services.spaces()),
                new AccessResource(services.access(), services.spaces(), services.grants(), services.permissions()),
                new AuditResource(services.trail()),
                new ModulesResource(services.modules()),
                new OperationsResource(services.operations()),
                new SystemResource(services.access(), health, info, log),
                new SessionResource(sessions),
                new SetupResource(services.authentication(), sessions)));
        List<Class<?>> described = new ArrayList<>();
        resources.forEach(resource -> described.add(resource.getClass()));
        described.add(OpenApiResource.class);
        resources.add(new OpenApiResource(new OpenApiDocument(described, modules, services.types(), info.version())));
        return resources;
    }
}
