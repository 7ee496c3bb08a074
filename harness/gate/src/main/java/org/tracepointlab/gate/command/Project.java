package org.tracepointlab.gate.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.ListResourceBundle;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import org.tracepointlab.gate.run.RefBuild;

/**
 * The project whose benchmarks are gated: what the commands take where no option says otherwise. Immutable.
 *
 * @param name of the command line, in its messages
 * @param command as one would type it
 * @param root top folder of the project
 * @param jar the JMH jar that its build makes
 * @param gateFile what is timed and counted, and the bounds of counts
 * @param gates folder that gets one folder for each gate
 * @param build command that builds the jar of another commit, in the top folder of that one
 * @param product the jar that this makes, relative to that folder
 */
public record Project(String name, String command, Path root, Path jar, Path gateFile, Path gates, List<String> build,
        Path product) {

    private static final String MAVEN = "mvn";
    private static final Path PRODUCT = Path.of("target", "benchmarks.jar");

    /** Takes a copy. */
    public Project {
        build = List.copyOf(build);
    }

    /**
     * A project as JMH's archetype makes them, which Maven builds. Its top folder is the checkout that this folder is
     * in, or else the folder itself.
     */
    public static Project of(String name, String command, Path folder) {
        Path here = folder.toAbsolutePath().normalize();
        Path root = here;
        for (Path f = here; f != null; f = f.getParent()) {
            if (Files.exists(f.resolve(".git"))) {
                root = f;
                break;
            }
        }
        return new Project(name, command, root, root.resolve(PRODUCT), root.resolve("gate.json"), root.resolve("gates"),
                List.of(maven(), "-B", "-q", "-DskipTests", "package"), PRODUCT);
    }

    /** Maven's launcher. */
    public static String maven() {
        return isWindows() ? MAVEN + ".cmd" : MAVEN;
    }

    private static boolean isWindows() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
    }

    /** What the help of the commands says of the defaults. */
    public ResourceBundle texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("project.jar", inCheckout(jar));
        texts.put("project.gateFile", inCheckout(gateFile));
        texts.put("project.gates", root.relativize(gates) + "/<time>");
        texts.put("project.build", String.join(" ", build).replace("%", "%%"));
        texts.put("project.product", product.toString());
        return new ListResourceBundle() {
            @Override
            protected Object[][] getContents() {
                return texts.entrySet().stream().map(text -> new Object[] {text.getKey(), text.getValue()})
                        .toArray(Object[][]::new);
            }
        };
    }

    private String inCheckout(Path file) {
        return root.relativize(file) + " of the checkout";
    }

    /**
     * The option's jar, or the project's own.
     *
     * @throws UsageException if there is none
     */
    Path benchmarksJar(String option, Path given) {
        Path found = given != null ? given.toAbsolutePath().normalize() : jar;
        if (!Files.isReadable(found) || !Files.isRegularFile(found)) {
            throw new UsageException(option, "a JMH jar", "none at " + found);
        }
        return found;
    }

    /** The path as it is shortest from where one is: relative in the working folder and below, else as it stands. */
    static Path shown(Path path) {
        Path here = Path.of("").toAbsolutePath();
        Path absolute = path.toAbsolutePath().normalize();
        return absolute.startsWith(here) && !absolute.equals(here) ? here.relativize(absolute) : path;
    }

    /** How the benchmarks of another commit are built: as the options say, or else as this project's are. */
    RefBuild refBuild(String givenBuild, Path givenProduct) {
        return new RefBuild(root, givenBuild == null ? build : Arrays.asList(givenBuild.strip().split("\\s+")),
                givenProduct == null ? product : givenProduct);
    }

    /**
     * Makes sure that results can be written, before anything is measured.
     *
     * @param option that names the folder
     * @throws UsageException if they cannot
     */
    public static void requireWritable(String option, Path folder) {
        try {
            Files.createDirectories(folder);
            Files.delete(Files.createTempFile(folder, ".jmhgate", ".tmp"));
        } catch (IOException | UnsupportedOperationException e) {
            throw new UsageException(option, "a folder that can be written",
                    folder + " (" + e.getClass().getSimpleName() + ")", e);
        }
    }
}
