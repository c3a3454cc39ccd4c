package coop.plenum.aws.common;

import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * An element of an answer, by what AWS's query protocol makes of it: names without namespaces, no attributes.
 *
 * @param text of an element that has no others in it
 */
public record Xml(String name, String text, List<Xml> children) {
    private static final int DEEPEST = 50;

    /** What is missing is an element without anything. */
    private static final Xml NONE = new Xml("", "", List.of());

    /** The root of a document. Nothing outside of it is read. */
    static Xml parse(byte[] document) throws ProviderException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(document));
            reader.nextTag();
            return element(reader, 0);
        } catch (XMLStreamException e) {
            throw new ProviderException(
                    Category.TRANSIENT, "service-failed", "The answer is none of AWS: it is no XML document.", e);
        }
    }

    private static Xml element(XMLStreamReader reader, int depth) throws XMLStreamException {
        if (depth > DEEPEST) {
            throw new XMLStreamException("too deep");
        }
        String name = reader.getLocalName();
        StringBuilder text = new StringBuilder();
        List<Xml> children = new ArrayList<>();
        while (reader.next() != XMLStreamConstants.END_ELEMENT) {
            if (reader.isStartElement()) {
                children.add(element(reader, depth + 1));
            } else if (reader.isCharacters()) {
                text.append(reader.getText());
            }
        }
        return new Xml(name, children.isEmpty() ? text.toString().strip() : "", children);
    }

    public Xml child(String which) {
        return children.stream()
                .filter(child -> child.name().equals(which))
                .findFirst()
                .orElse(NONE);
    }

    public String text(String which) {
        return child(which).text();
    }

    /** The members of a list. */
    public List<Xml> list(String which) {
        return child(which).children();
    }
}
