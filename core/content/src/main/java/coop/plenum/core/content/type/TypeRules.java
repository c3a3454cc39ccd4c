package coop.plenum.core.content.type;

import coop.plenum.api.PlenumException.Violation;
import coop.plenum.api.content.ContentType;
import coop.plenum.api.content.Field;
import coop.plenum.api.content.Field.Flag;
import coop.plenum.api.content.FieldType;
import coop.plenum.core.content.field.Codecs;
import coop.plenum.core.content.field.FieldCodec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What makes sense in a content type beyond the shape of its description. */
final class TypeRules {
    private static final int MOST_FIELDS = 300;
    private static final int LONGEST_LABEL = 250;

    private final List<Violation> problems = new ArrayList<>();

    private TypeRules() {}

    /** @param at JSON pointer to the type */
    static List<Violation> problems(String at, ContentType type) {
        TypeRules rules = new TypeRules();
        rules.check(at, type);
        return rules.problems;
    }

    private void check(String at, ContentType type) {
        refuse(
                type.label().isBlank() || type.label().length() > LONGEST_LABEL,
                at + "/label",
                "A label of at most " + LONGEST_LABEL + " characters is required.");
        refuse(type.fields().size() > MOST_FIELDS, at + "/fields", "At most " + MOST_FIELDS + " fields are possible.");
        Set<String> names = new HashSet<>();
        for (int i = 0; i < type.fields().size(); i++) {
            Field field = type.fields().get(i);
            String place = at + "/fields/" + i;
            refuse(!names.add(field.name()), place + "/name", "There is another field \"" + field.name() + "\".");
            check(place, field);
            refuse(
                    field.is(Flag.INTERNAL) && type.owner().equals(ContentType.SITE),
                    place + "/flags",
                    "Only a module's type has fields that the module alone sees.");
        }
    }

    private void check(String at, Field field) {
        refuse(
                field.label().isBlank() || field.label().length() > LONGEST_LABEL,
                at + "/label",
                "A label of at most " + LONGEST_LABEL + " characters is required.");
        refuse(
                field.type() == FieldType.ENUM && field.options().isEmpty(),
                at + "/options",
                "An enum needs at least one option.");
        refuse(
                field.options().stream().anyMatch(option -> option.isEmpty() || option.length() > 100),
                at + "/options",
                "An option has 1 to 100 characters.");
        refuse(
                new HashSet<>(field.options()).size() < field.options().size(),
                at + "/options",
                "An option is there twice.");
        refuse(
                field.type() != FieldType.ENUM
                        && field.type() != FieldType.REFERENCE
                        && !field.options().isEmpty(),
                at + "/options",
                "Only an enum and a reference have options.");
        refuse(
                field.type() == FieldType.QUANTITY && field.unit().isBlank(),
                at + "/unit",
                "A quantity needs a unit, a UCUM code such as GiBy or W.");
        refuse(
                field.type() != FieldType.QUANTITY && !field.unit().isEmpty(),
                at + "/unit",
                "Only a quantity has a unit.");
        refuse(
                field.is(Flag.MULTIPLE) && (field.type() == FieldType.LABELS || field.type() == FieldType.JSON),
                at + "/flags",
                "JSON and labels hold several values by themselves.");
        refuse(
                field.is(Flag.UNORDERED) && !field.is(Flag.MULTIPLE),
                at + "/flags",
                "Only several values can be without order.");
        refuse(
                field.is(Flag.UNIQUE)
                        && (field.is(Flag.MULTIPLE) || !Codecs.of(field.type()).can(FieldCodec.Use.ORDER)),
                at + "/flags",
                "Only a single value that can be compared is unique.");
        refuse(
                field.is(Flag.KEPT) && field.mode() == Field.Mode.DESIRED,
                at + "/flags",
                "Only what a provider reports can be kept when it is left out.");
        refuse(
                field.is(Flag.INTERNAL)
                        && (field.mode() != Field.Mode.OBSERVED || field.is(Flag.SEARCHABLE) || field.is(Flag.UNIQUE)),
                at + "/flags",
                "What only its module sees is reported by it, and neither searchable nor unique.");
        refuse(
                field.type() == FieldType.SECRET && field.mode() != Field.Mode.DESIRED,
                at + "/mode",
                "A secret is only ever set, never observed.");
    }

    private void refuse(boolean wrong, String at, String message) {
        if (wrong) {
            problems.add(new Violation(at, "invalid-value", message));
        }
    }
}
