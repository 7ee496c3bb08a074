package org.tracepointlab.gate.bisect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.tracepointlab.gate.core.Folders;
import org.tracepointlab.gate.core.Printable;
import org.tracepointlab.gate.core.Printed;

/**
 * {@code git bisect} in a bare clone that borrows the objects of a checkout: neither the checkout nor its repository is
 * touched. Not thread-safe.
 */
final class GitBisect {

    private static final Pattern FOUND = Pattern.compile("^([0-9a-f]{40,64}) is the first bad commit$",
            Pattern.MULTILINE);
    private static final Pattern ANY_OF =
            Pattern.compile("^The first bad commit could be any of:\\n((?:[0-9a-f]+\\n)+)", Pattern.MULTILINE);
    private static final Pattern LEFT =
            Pattern.compile("^Bisecting: .*\\(roughly ([0-9]+) steps?\\)", Pattern.MULTILINE);

    private final Path clone;
    private List<String> found = List.of();
    private int steps;

    private GitBisect(Path clone) {
        this.clone = clone;
    }

    /**
     * Begins between two commits.
     *
     * @param clone where it goes; what is there is replaced
     * @param firstParent whether commits of merged branches are left out
     * @throws IOException if git refuses; the message is one line
     */
    static GitBisect start(Path checkout, Path clone, String good, String bad, boolean firstParent) throws IOException {
        if (Files.exists(clone)) {
            Folders.delete(clone);
        }
        GitBisect git = new GitBisect(clone);
        git.check(run(checkout, List.of("clone", "--quiet", "--bare", "--shared", ".", clone.toString())), "clone");
        List<String> start = new ArrayList<>(List.of("bisect", "start", "--no-checkout"));
        if (firstParent) {
            start.add("--first-parent");
        }
        start.addAll(List.of(bad, good));
        git.took(git.run(start), "bisect start");
        return git;
    }

    /** What the next commit's mark is. */
    void mark(String commit, Mark mark) throws IOException {
        took(run(List.of("bisect", mark.word(), commit)), "bisect " + mark.word() + " " + commit);
    }

    private void took(Printed said, String command) throws IOException {
        Matcher first = FOUND.matcher(said.text());
        Matcher any = ANY_OF.matcher(said.text());
        Matcher left = LEFT.matcher(said.text());
        if (first.find()) {
            found = List.of(first.group(1));
        } else if (any.find()) {
            found = any.group(1).lines().toList();
        } else {
            check(said, command);
            steps = left.find() ? Integer.parseInt(left.group(1)) + 1 : 1;
        }
    }

    /** The commit to be tested next, or null once there is none. */
    String next() throws IOException {
        return found.isEmpty() ? line("rev-parse", "--verify", "BISECT_HEAD") : null;
    }

    /** The first bad commit; several, where those between them had to be skipped. */
    List<String> found() {
        return found;
    }

    /** About how many commits will be tested. */
    int steps() {
        return steps;
    }

    /** Commits after the good one, up to the bad one. */
    int commits(String good, String bad) throws IOException {
        return Integer.parseInt(line("rev-list", "--count", good + ".." + bad));
    }

    /** A commit's short name and subject, for people. */
    String title(String commit) throws IOException {
        return Printable.of(line("log", "-1", "--no-show-signature", "--format=%h \"%s\"", commit));
    }

    /** The first parent, or null. */
    String parent(String commit) throws IOException {
        Printed said = run(List.of("rev-parse", "--verify", "--quiet", commit + "^"));
        return said.exit() == 0 ? said.text().strip() : null;
    }

    /** Author, date, message and files of a commit. */
    String summary(String commit) throws IOException {
        return text("show", "--no-color", "--no-show-signature", "--stat", "-m", "--first-parent", "--format=medium",
                commit);
    }

    /** The commit's change, as {@code git apply} takes it. */
    String patch(String commit) throws IOException {
        return text("show", "--no-color", "--no-show-signature", "--binary", "-m", "--first-parent", "--format=medium",
                commit);
    }

    private String line(String... args) throws IOException {
        return text(args).strip();
    }

    private String text(String... args) throws IOException {
        Printed said = run(List.of(args));
        check(said, String.join(" ", args));
        return said.text();
    }

    private Printed run(List<String> args) throws IOException {
        return run(clone, args);
    }

    private static Printed run(Path folder, List<String> args) throws IOException {
        List<String> command = new ArrayList<>(List.of("git", "-c", "advice.detachedHead=false"));
        command.addAll(args);
        ProcessBuilder git = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        git.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
        git.environment().put("LC_ALL", "C"); // its words are read
        try {
            return Printed.by(git.start());
        } catch (IOException e) {
            throw new IOException("expected git on the PATH, found none that starts: " + e.getMessage(), e);
        }
    }

    private void check(Printed ended, String command) throws IOException {
        if (ended.exit() != 0) {
            throw new IOException("git " + command + ": exit code " + ended.exit() + ", "
                    + Printable.of(ended.text().lines().map(String::strip).collect(Collectors.joining(" "))));
        }
    }
}
