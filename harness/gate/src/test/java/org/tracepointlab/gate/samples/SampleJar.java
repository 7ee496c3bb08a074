package org.tracepointlab.gate.samples;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/** A JMH jar of the benchmarks of this package, whose manifest names JMH's own jars. */
public final class SampleJar {

    private static final List<String> LIBRARIES = List.of("org.openjdk.jmh.Main", "joptsimple.OptionParser",
            "org.apache.commons.math3.util.FastMath");

    private SampleJar() {
    }

    /** Makes it, with these files in it beside the classes. */
    public static Path make(Path jar, String... files) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, LIBRARIES.get(0));
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH,
                LIBRARIES.stream().map(SampleJar::home).map(home -> home.toUri().toString())
                .collect(Collectors.joining(" ")));
        Path home = home(DuetBenchmark.class.getName());
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                Stream<Path> classes = Files.walk(home.resolve("org/tracepointlab/gate/samples"))) {
            for (Path file : Stream.concat(classes, Stream.of("BenchmarkList", "CompilerHints")
                    .map(name -> home.resolve("META-INF").resolve(name))).filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new ZipEntry(home.relativize(file).toString()));
                Files.copy(file, out);
            }
            for (String file : files) {
                out.putNextEntry(new ZipEntry(file));
            }
        }
        return jar;
    }

    private static Path home(String type) {
        try {
            return Path.of(Class.forName(type).getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (ClassNotFoundException | URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
