package coop.plenum.core.module.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads an OSGi Repository index (R5 XML). Only its modules count; other resources are passed over. */
final class RepositoryIndex {
    private static final Logger LOG = LoggerFactory.getLogger(RepositoryIndex.class);
    private static final String NAMESPACE = "http://www.osgi.org/xmlns/repository/v1.0.0";
    private static final String CONTENT = "osgi.content";

    private final Path folder;
    private final List<ModuleResource> modules = new ArrayList<>();
    private List<Declaration> capabilities = List.of();
    private List<Declaration> requirements = List.of();

    private RepositoryIndex(Path folder) {
        this.folder = folder;
    }

    /** @throws IOException when the index cannot be read or is not well-formed */
    static List<ModuleResource> read(Path index) throws IOException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        RepositoryIndex reader = new RepositoryIndex(index.toAbsolutePath().getParent());
        try (InputStream bytes = Files.newInputStream(index)) {
            XMLStreamReader xml = factory.createXMLStreamReader(bytes);
            try {
                reader.read(xml);
            } finally {
                xml.close();
            }
        } catch (XMLStreamException | IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
        return List.copyOf(reader.modules);
    }

    private void read(XMLStreamReader xml) throws XMLStreamException {
        Declaration current = Declaration.of("");
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT && NAMESPACE.equals(xml.getNamespaceURI())) {
                switch (xml.getLocalName()) {
                    case "resource" -> {
                        capabilities = new ArrayList<>();
                        requirements = new ArrayList<>();
                    }
                    case "capability" -> {
                        current = Declaration.of(value(xml, "namespace"));
                        capabilities.add(current);
                    }
                    case "requirement" -> {
                        current = Declaration.of(value(xml, "namespace"));
                        requirements.add(current);
                    }
                    case "attribute" -> current.attribute(value(xml, "name"), typed(xml));
                    case "directive" -> current.directive(value(xml, "name"), value(xml, "value"));
                    default -> LOG.debug("Passing over <{}>", xml.getLocalName());
                }
            } else if (event == XMLStreamConstants.END_ELEMENT && "resource".equals(xml.getLocalName())) {
                finish();
            }
        }
    }

    private static String value(XMLStreamReader xml, String name) {
        String value = xml.getAttributeValue(null, name);
        if (value == null) {
            throw new IllegalArgumentException("<" + xml.getLocalName() + "> in line "
                    + xml.getLocation().getLineNumber() + " has no attribute " + name);
        }
        return value;
    }

    private static Object typed(XMLStreamReader xml) {
        String type = xml.getAttributeValue(null, "type");
        return TypedValue.of(type == null ? "String" : type, value(xml, "value"));
    }

    private void finish() {
        List<Declaration> contents = capabilities.stream()
                .filter(capability -> capability.namespace().equals(CONTENT))
                .toList();
        try {
            if (contents.isEmpty()) {
                throw new IllegalArgumentException("it has no content");
            }
            Map<String, Object> content = contents.get(0).attributes();
            modules.add(new ModuleResource(
                    file(content),
                    String.valueOf(content.get(CONTENT)).toLowerCase(Locale.ROOT),
                    content.get("size") instanceof Long size ? size : 0,
                    capabilities,
                    requirements));
        } catch (IllegalArgumentException e) {
            LOG.debug("Not a module in {}: {}", folder, e.getMessage());
        }
    }

    private Path file(Map<String, Object> content) {
        Path file = folder.resolve(String.valueOf(content.get("url"))).normalize();
        if (!file.startsWith(folder)) {
            throw new IllegalArgumentException("its file lies outside of the catalog");
        }
        return file;
    }
}
