package coop.plenum.itest;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.api.Values;
import coop.plenum.api.provider.ConnectionContext;
import coop.plenum.api.provider.Provider;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.ProviderFactory;
import coop.plenum.api.provider.ResourceHandler;
import coop.plenum.api.secret.SecretLease;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The providers of all modules of the catalog, outside the framework, connected to nothing: for what they say of themselves. */
final class CatalogProviders implements AutoCloseable {
    private static final Path CATALOG =
            Path.of(System.getProperty("plenum.root")).resolve("distribution/server/target/plenum/catalog");
    private static final Pattern COMPONENT = Pattern.compile("<implementation class=\"([^\"]+)\"");
    /** What each needs to be connected, by its name. A new one needs a line here. */
    private static final Map<String, Values> SETTINGS = Map.of(
            "aws",
            Values.of(Map.of("accessKeyId", "AKIATESTS", "regions", List.of("eu-west-1"))),
            "baremetal",
            Values.of(Map.of("addresses", List.of("127.0.0.1:9"), "protocol", "redfish", "username", "nobody")),
            "simulator",
            Values.empty(),
            "openstack",
            Values.of(Map.of("authUrl", "http://127.0.0.1:9", "username", "nobody", "project", "none")),
            "ssh",
            Values.of("username", "nobody"));

    private final URLClassLoader classes;
    private final List<ProviderFactory> factories = new ArrayList<>();
    private final List<Provider> providers = new ArrayList<>();

    /** @param folder for what the bundles embed */
    CatalogProviders(Path folder) throws IOException {
        Set<Path> jars = new LinkedHashSet<>();
        Map<String, List<String>> components = new TreeMap<>();
        try (Stream<Path> bundles = Files.list(CATALOG)) {
            for (Path bundle :
                    bundles.filter(file -> file.toString().endsWith(".jar")).toList()) {
                jars.add(bundle);
                try (JarFile jar = new JarFile(bundle.toFile())) {
                    for (JarEntry entry : jar.stream().toList()) {
                        if (entry.getName().endsWith(".jar")) {
                            jars.add(extract(jar, entry, folder));
                        } else if (entry.getName().matches("OSGI-INF/.*\\.xml")) {
                            note(text(jar, entry), components);
                        }
                    }
                }
            }
        }
        List<URL> urls = new ArrayList<>();
        for (Path jar : jars) {
            urls.add(jar.toUri().toURL());
        }
        classes = new URLClassLoader(urls.toArray(URL[]::new), getClass().getClassLoader());
        List<Object> services = components.getOrDefault("coop.plenum.aws.api.AwsService", List.of()).stream()
                .map(name -> make(name))
                .toList();
        for (String name : components.get(ProviderFactory.class.getName())) {
            factories.add((ProviderFactory) (name.startsWith("coop.plenum.aws.") ? make(name, services) : make(name)));
        }
    }

    /** Several bundles embed the same; it is the same class then, as it is not in the framework. */
    private static Path extract(JarFile jar, JarEntry entry, Path folder) throws IOException {
        Path copy = folder.resolve(Long.toHexString(entry.getCrc()) + ".jar");
        if (!Files.exists(copy)) {
            try (InputStream content = jar.getInputStream(entry)) {
                Files.copy(content, copy);
            }
        }
        return copy;
    }

    private static String text(JarFile jar, JarEntry entry) throws IOException {
        try (InputStream content = jar.getInputStream(entry)) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void note(String declaration, Map<String, List<String>> components) {
        Matcher implementation = COMPONENT.matcher(declaration);
        if (implementation.find()) {
            for (String service : List.of(ProviderFactory.class.getName(), "coop.plenum.aws.api.AwsService")) {
                if (declaration.contains("<provide interface=\"" + service + "\"")) {
                    components
                            .computeIfAbsent(service, name -> new ArrayList<>())
                            .add(implementation.group(1));
                }
            }
        }
    }

    private Object make(String name, Object... arguments) {
        try {
            return classes.loadClass(name).getConstructors()[0].newInstance(arguments);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(name + " cannot be made outside the framework", e);
        }
    }

    /** By the name of their provider. */
    Map<String, List<ResourceHandler>> handlers() throws ProviderException {
        Map<String, List<ResourceHandler>> handlers = new TreeMap<>();
        for (ProviderFactory factory : factories) {
            String name = factory.describe().name();
            assertThat(SETTINGS).as("settings for the provider").containsKey(name);
            Provider provider = factory.connect(SETTINGS.get(name), new Nowhere());
            providers.add(provider);
            handlers.put(name, provider.handlers());
        }
        assertThat(handlers.keySet()).isEqualTo(SETTINGS.keySet());
        return handlers;
    }

    @Override
    public void close() {
        providers.forEach(Provider::close);
        try {
            classes.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A connection without secrets: nobody signs in to say what there is. */
    private static final class Nowhere implements ConnectionContext {
        private final UUID id = UUID.randomUUID();

        @Override
        public UUID connection() {
            return id;
        }

        @Override
        public SecretLease credential(String field, String purpose) throws ProviderException {
            throw new ProviderException(Category.USER, "credential-missing", "There are no secrets here.");
        }
    }
}
