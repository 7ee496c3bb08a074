package org.tracepointlab.gate.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tracepointlab.gate.core.AtomicFiles;
import org.tracepointlab.gate.core.Folders;
import org.tracepointlab.gate.core.Printed;
import org.tracepointlab.gate.core.ProcessTree;

/**
 * Builds the benchmarks of another commit in a git worktree of its own, which is gone afterwards: after success, after
 * failure, after Ctrl-C, and after this process was killed ({@link BuildWatch}). What is
 * left where both were killed is removed by the next one.
 */
public final class RefBuild {

    private static final String PREFIX = "jmhgate-baseline-";
    private static final Pattern OURS = Pattern.compile(".*[/\\\\]" + PREFIX + "([0-9]+)-[^/\\\\]*[/\\\\]tree");

    private final Path checkout;
    private final List<String> build;
    private final Path product;

    /**
     * @param checkout a git checkout
     * @param build command that builds, run in the worktree's top folder
     * @param product what it builds, relative to that folder
     */
    public RefBuild(Path checkout, List<String> build, Path product) {
        this.checkout = checkout;
        this.build = List.copyOf(build);
        this.product = product;
    }

    /** The commit that a ref stands for, or empty if git does not know it. */
    public Optional<String> commit(String ref) throws IOException {
        Printed output = git("rev-parse", "--verify", "--quiet", "--end-of-options", ref + "^{commit}");
        return output.exit() == 0 ? Optional.of(output.text().strip()) : Optional.empty();
    }

    /**
     * The text of a file of a commit.
     *
     * @param path from the top folder
     * @throws IOException if there is none; the message is one line
     */
    public String text(String commit, String path) throws IOException {
        Printed file = git("show", commit + ":" + path);
        check(file, "show " + commit + ":" + path);
        return file.text();
    }

    /** True if the history was cut off when it was fetched. */
    public boolean shallow() throws IOException {
        return git("rev-parse", "--is-shallow-repository").text().strip().equals("true");
    }

    /**
     * Builds the commit and copies its product.
     *
     * @param log what the build printed
     * @throws IOException if git or the build fails; the message is one line and names the log
     */
    public void build(String commit, Path target, Path log) throws IOException {
        build(commit, null, target, log);
    }

    /**
     * Builds the commit with a patch applied to it, and copies its product.
     *
     * @param patch a unified diff that {@code git apply} takes, or null for the commit as it is
     * @param log what the build printed
     * @throws IOException if git or the build fails, or the patch does not apply; the message is one line
     */
    public void build(String commit, Path patch, Path target, Path log) throws IOException {
        removeLeftovers();
        Path top = Files.createTempDirectory(PREFIX + ProcessHandle.current().pid() + "-").toRealPath();
        Path tree = top.resolve("tree");
        BuildWatch watch = BuildWatch.start(checkout, tree, top);
        Running running = new Running(watch);
        Thread atExit = new Thread(() -> {
            running.kill();
            remove(tree, top);
        }, "remove-worktree");
        Runtime.getRuntime().addShutdownHook(atExit);
        try {
            check(printed(ProcessTree.mark(gitBuilder("worktree", "add", "--detach", "--quiet", tree.toString(),
                    commit), top)), "worktree add " + commit);
            if (patch != null) {
                check(git("-C", tree.toString(), "apply", patch.toAbsolutePath().toString()), "apply " + patch);
            }
            int exit = running.run(ProcessTree.mark(new ProcessBuilder(build), top).directory(tree.toFile())
                    .redirectErrorStream(true).redirectOutput(log.toFile()));
            if (exit != 0) {
                throw new IOException("building " + commit + ": " + String.join(" ", build) + ": exit code " + exit
                        + "; log: " + log);
            }
            Path built = tree.resolve(product);
            if (!Files.isRegularFile(built)) {
                throw new IOException("building " + commit + ": expected " + product + ", found none; log: " + log);
            }
            AtomicFiles.fill(target, beside -> Files.copy(built, beside, StandardCopyOption.REPLACE_EXISTING));
        } finally {
            remove(tree, top);
            watch.close();
            ProcessTree.removeHook(atExit);
        }
    }

    /** Worktrees of processes that are no more. */
    void removeLeftovers() throws IOException {
        for (String line : git("worktree", "list", "--porcelain").text().lines().toList()) {
            Matcher ours = OURS.matcher(line);
            if (line.startsWith("worktree ") && ours.matches()
                    && ProcessHandle.of(Long.parseLong(ours.group(1))).isEmpty()) {
                Path tree = Path.of(line.substring("worktree ".length()));
                remove(tree, tree.getParent());
            }
        }
    }

    synchronized void remove(Path tree, Path top) {
        try {
            if (Files.exists(tree)) {
                git("worktree", "remove", "--force", tree.toString());
            }
            Folders.delete(top);
            git("worktree", "prune");
        } catch (IOException e) {
            System.err.println("jmh-gate: could not remove " + top + ": " + e.getMessage());
        }
    }

    private Printed git(String... args) throws IOException {
        return printed(gitBuilder(args));
    }

    private ProcessBuilder gitBuilder(String... args) {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(args));
        return new ProcessBuilder(command).directory(checkout.toFile()).redirectErrorStream(true);
    }

    private static Printed printed(ProcessBuilder git) throws IOException {
        Process process;
        try {
            process = git.start();
        } catch (IOException e) {
            throw new IOException("expected git on the PATH, found none that starts: " + e.getMessage(), e);
        }
        return Printed.by(process);
    }

    private static void check(Printed ended, String command) throws IOException {
        if (ended.exit() != 0) {
            throw new IOException("git " + command + ": exit code " + ended.exit() + ", " + oneLine(ended.text()));
        }
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }

    /** A process that another thread may kill. */
    private static final class Running {

        private final BuildWatch watch;
        private Process process;
        private boolean killed;

        Running(BuildWatch watch) {
            this.watch = watch;
        }

        int run(ProcessBuilder builder) throws IOException {
            Process started;
            synchronized (this) {
                if (killed) {
                    throw new IOException("stopped");
                }
                started = builder.start();
                process = started;
                watch.build(started);
            }
            started.getOutputStream().close();
            try {
                return started.waitFor();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                kill();
                throw new IOException("interrupted", e);
            }
        }

        synchronized void kill() {
            killed = true;
            if (process != null) {
                ProcessTree.kill(process);
            }
        }
    }
}
