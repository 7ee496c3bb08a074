package org.tracepointlab.harness.lab;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.tracepointlab.harness.core.gate.run.RefBuild;

/** How the benchmarks of another commit of this project are built. */
final class BaselineBuild {

    private static final Path PRODUCT = Path.of("bench", "target", "benchmarks.jar");

    private BaselineBuild() {
    }

    static RefBuild of(Path checkout) {
        boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
        // Maven tells its children where it is; a build that Maven started finds the same one.
        String home = System.getProperty("maven.home");
        Path own = home == null ? null : Path.of(home, "bin", windows ? "mvn.cmd" : "mvn");
        String maven = own != null && Files.isExecutable(own) ? own.toString() : windows ? "mvn.cmd" : "mvn";
        return new RefBuild(checkout,
                List.of(maven, "-B", "-ntp", "-q", "-DskipTests", "-pl", "bench", "-am", "package"), PRODUCT);
    }
}
