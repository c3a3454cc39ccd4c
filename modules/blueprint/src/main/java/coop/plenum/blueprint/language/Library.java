package coop.plenum.blueprint.language;

import coop.plenum.api.PlenumException;

/** Where the blueprints are that others include. */
public interface Library {
    /**
     * @param name id or title
     * @throws PlenumException {@code blueprint-missing}, {@code blueprint-ambiguous} and what is wrong with it
     */
    Found find(String name);

    /** @param id tells blueprints of the same title apart */
    record Found(String id, String title, Blueprint blueprint) {}
}
