package coop.plenum.core.rest;

import coop.plenum.api.access.AccessService;
import coop.plenum.api.access.Accounts;
import coop.plenum.api.access.ApiTokens;
import coop.plenum.api.access.Authentication;
import coop.plenum.api.access.Grants;
import coop.plenum.api.access.Permissions;
import coop.plenum.api.access.Roles;
import coop.plenum.api.access.Spaces;
import coop.plenum.api.audit.AuditTrail;
import coop.plenum.api.content.ContentService;
import coop.plenum.api.content.ContentTypes;
import coop.plenum.api.module.ModuleService;
import coop.plenum.api.operation.OperationService;
import coop.plenum.api.secret.SecretService;
import coop.plenum.core.store.Database;

/** Every service that REST shows. */
public record CoreServices(
        Database database,
        AccessService access,
        Authentication authentication,
        Permissions permissions,
        Spaces spaces,
        Accounts accounts,
        Roles roles,
        Grants grants,
        ApiTokens tokens,
        SecretService secrets,
        AuditTrail trail,
        ContentTypes types,
        ContentService content,
        OperationService operations,
        ModuleService modules) {}
