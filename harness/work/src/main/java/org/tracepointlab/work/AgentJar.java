package org.tracepointlab.work;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * Finds the jar to start the agent from: the one that this class is in, or, where classes lie in a folder, an empty
 * one beside them.
 */
final class AgentJar {
    private AgentJar() {
    }

    static Path find() {
        try {
            Path home = Path.of(AgentJar.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            return Files.isDirectory(home) ? empty() : home;
        } catch (URISyntaxException e) {
            throw new IllegalStateException("expected to be loaded from a file, found " + e.getInput(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("expected to write a jar to the temporary folder", e);
        }
    }

    /** The fork has the folder on its class path; the manifest alone is missing. */
    private static Path empty() throws IOException {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Premain-Class", "org.tracepointlab.work.agent.WorkAgent");
        main.putValue("Can-Retransform-Classes", "true");
        Path jar = Files.createTempFile("jmh-work-agent", ".jar");
        jar.toFile().deleteOnExit();
        new JarOutputStream(Files.newOutputStream(jar), manifest).close();
        return jar;
    }
}
