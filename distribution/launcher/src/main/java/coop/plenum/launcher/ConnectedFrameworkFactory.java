package coop.plenum.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;

/** Makes frameworks that contain the core found on the class path: how test containers get the real thing. */
public final class ConnectedFrameworkFactory implements org.osgi.framework.launch.FrameworkFactory {
    @Override
    public Framework newFramework(Map<String, String> configuration) {
        try {
            CoreBundles core = CoreBundles.ofClassPath();
            Map<String, String> properties = new HashMap<>(configuration);
            properties.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, core.packages());
            return new FrameworkFactory().newFramework(properties, core);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
