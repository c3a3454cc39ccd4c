package coop.plenum.api.access;

/**
 * Something a role can contain.
 *
 * @param name {@code module.verb} or {@code type.verb}, such as {@code access.grant} or {@code compute.server.edit}
 * @param title for people
 * @param restricted only an administrator should hold it; the roles page warns
 * @param owner the module that declares it, or {@code core}
 */
public record Permission(String name, String title, boolean restricted, String owner) {}
