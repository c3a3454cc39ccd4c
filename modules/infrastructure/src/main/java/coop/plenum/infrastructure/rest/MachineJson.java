package coop.plenum.infrastructure.rest;

import coop.plenum.api.access.Subject;
import coop.plenum.api.content.Item;
import coop.plenum.api.content.Management;
import coop.plenum.infrastructure.machine.Link;
import coop.plenum.infrastructure.machine.Machine;
import coop.plenum.infrastructure.machine.Machine.Possible;
import coop.plenum.infrastructure.machine.Machine.Said;
import coop.plenum.infrastructure.machine.View;
import coop.plenum.infrastructure.machine.Word;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Machines in the JSON of the API. */
final class MachineJson {
    /** What a row tells of a machine, from whichever view knows it. */
    private static final List<String> TOLD_ONCE =
            List.of("hostname", "manufacturer", "model", "serialNumber", "uuid", "operatingSystem");

    private MachineJson() {}

    static Map<String, Object> row(Machine machine) {
        Item lead = machine.lead().item();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", lead.id().toString());
        json.put("title", lead.title());
        for (String field : TOLD_ONCE) {
            machine.views().stream()
                    .flatMap(view -> view.item().values().text(field).stream())
                    .findFirst()
                    .ifPresent(value -> json.put(field, value));
        }
        json.put("addresses", united(machine, View::addresses));
        json.put("macAddresses", united(machine, View::macAddresses));
        json.put("views", machine.views().stream().map(MachineJson::view).toList());
        return json;
    }

    private static List<String> united(Machine machine, Function<View, List<String>> of) {
        return machine.views().stream()
                .flatMap(view -> of.apply(view).stream())
                .distinct()
                .toList();
    }

    static Map<String, Object> whole(Machine machine, Function<Word, Optional<Subject>> authors) {
        Map<String, Object> json = row(machine);
        json.put("links", machine.links().stream().map(MachineJson::link).toList());
        json.put(
                "possible",
                machine.possible().stream().map(MachineJson::possible).toList());
        json.put(
                "said",
                machine.words().stream().map(said -> said(said, authors)).toList());
        return json;
    }

    private static Map<String, Object> view(View view) {
        Item item = view.item();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", item.id().toString());
        json.put("type", item.type());
        json.put("title", item.title());
        json.put("space", item.space().toString());
        view.connection().ifPresent(connection -> json.put("connection", connection.toString()));
        item.values().text("powerState").ifPresent(state -> json.put("powerState", state));
        json.put("managed", item.management().filter(Management::managed).isPresent());
        json.put("vanished", view.gone());
        return json;
    }

    private static Map<String, Object> possible(Possible possible) {
        Map<String, Object> json = view(possible.view());
        json.put("links", possible.links().stream().map(MachineJson::link).toList());
        return json;
    }

    private static Map<String, Object> link(Link link) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("items", List.of(link.one().toString(), link.other().toString()));
        json.put("strength", Forms.word(link.strength()));
        json.put("because", link.reasons());
        json.put("doubts", link.doubts());
        return json;
    }

    private static Map<String, Object> said(Said said, Function<Word, Optional<Subject>> authors) {
        Word word = said.word();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("items", List.of(view(said.one()), view(said.other())));
        json.put("verdict", word.verdict().word());
        authors.apply(word).ifPresent(author -> {
            json.put("id", word.item().toString());
            json.put("by", author.name());
            json.put("at", word.at().toString());
            word.reason().ifPresent(reason -> json.put("reason", reason));
        });
        return json;
    }
}
