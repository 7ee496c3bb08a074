package org.tracepointlab.gate.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tracepointlab.gate.core.Jdk;
import org.tracepointlab.gate.run.Side;
import picocli.CommandLine.Option;

/** The options that say what the two sides of a gate are. */
final class Sides {

    @Option(names = "--baseline", paramLabel = "REF",
            description = "Commit whose benchmarks are the baseline; it is built in a temporary git worktree.")
    String ref;

    @Option(names = "--baseline-jar", paramLabel = "FILE", description = "JMH jar of the baseline.")
    private Path baselineJar;

    @Option(names = "--candidate-jar", paramLabel = "FILE",
            description = "JMH jar of the candidate; default: ${bundle:project.jar}.")
    private Path candidateJar;

    @Option(names = "--baseline-jdk", paramLabel = "HOME", description = "JDK of the baseline; default: this one.")
    private Path baselineJdk;

    @Option(names = "--candidate-jdk", paramLabel = "HOME", description = "JDK of the candidate; default: this one.")
    private Path candidateJdk;

    @Option(names = "--baseline-jvm-args", defaultValue = "", paramLabel = "ARGS",
            description = "JVM options of the baseline, separated by blanks.")
    private String baselineArgs;

    @Option(names = "--candidate-jvm-args", defaultValue = "", paramLabel = "ARGS",
            description = "JVM options of the candidate.")
    private String candidateArgs;

    @Option(names = "--baseline-param", paramLabel = "NAME=VALUE",
            description = "Value of a benchmark parameter for the baseline; the candidate needs one too.")
    private Map<String, String> baselineParams = new LinkedHashMap<>();

    @Option(names = "--candidate-param", paramLabel = "NAME=VALUE",
            description = "Value of a benchmark parameter for the candidate.")
    private Map<String, String> candidateParams = new LinkedHashMap<>();

    /** True if nothing says what to compare with. */
    boolean noBaseline() {
        return ref == null && baselineJar == null && baselineJdk == null && candidateJdk == null
                && baselineArgs.isBlank()
                && candidateArgs.isBlank() && baselineParams.isEmpty() && candidateParams.isEmpty();
    }

    /** The candidate's side. */
    Side candidate(Project project) {
        if (!baselineParams.keySet().equals(candidateParams.keySet())) {
            throw new UsageException("--candidate-param", "the same parameters as --baseline-param has, "
                    + baselineParams.keySet(), "" + candidateParams.keySet());
        }
        return new Side(project.benchmarksJar("--candidate-jar", candidateJar), jdk("--candidate-jdk", candidateJdk),
                args(candidateArgs),
                candidateParams);
    }

    /** The baseline's side, with this jar where a commit was built. */
    Side baseline(Path built, Side candidate) {
        Path jar = built != null ? built : baselineJar != null ? baselineJar.toAbsolutePath().normalize()
                : candidate.jar();
        if (!Files.isRegularFile(jar)) {
            throw new UsageException("--baseline-jar", "a JMH jar", "none at " + jar);
        }
        return new Side(jar, jdk("--baseline-jdk", baselineJdk), args(baselineArgs), baselineParams);
    }

    /** The two sides in a few words. */
    String title(Side candidate, Side baseline) {
        return side(candidate, candidateParams, candidateArgs, null) + " against "
                + (baseline == null ? "bounds alone" : side(baseline, baselineParams, baselineArgs, ref));
    }

    private static String side(Side side, Map<String, String> params, String args, String ref) {
        StringBuilder words = new StringBuilder(ref != null ? ref : side.jar().getFileName().toString());
        params.forEach((name, value) -> words.append(' ').append(name).append('=').append(value));
        if (!args.isBlank()) {
            words.append(' ').append(args.strip());
        }
        return words.append(" on JDK ").append(side.jdk().feature()).toString();
    }

    private static Jdk jdk(String option, Path home) {
        return home == null ? Jdk.current() : Jdk.in(home.toAbsolutePath().normalize()).orElseThrow(
                () -> new UsageException(option, "the home of a JDK", home.toString()));
    }

    private static List<String> args(String text) {
        return text.isBlank() ? List.of() : Arrays.asList(text.strip().split("\\s+"));
    }
}
