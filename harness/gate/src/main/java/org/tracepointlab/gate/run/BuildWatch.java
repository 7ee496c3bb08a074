package org.tracepointlab.gate.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.tracepointlab.gate.core.ProcessTree;

/**
 * A small process beside one that builds in a worktree: if that is killed, this ends the build and removes the
 * worktree. It learns of the death from its standard input, which then ends. Whoever is not killed closes the watch
 * when nothing is left to be removed.
 */
final class BuildWatch implements AutoCloseable {

    private static final String DONE = "done";

    private final Process process;

    private BuildWatch(Process process) {
        this.process = process;
    }

    /** Begins to watch over a worktree that may not be there yet. */
    static BuildWatch start(Path checkout, Path tree, Path top) throws IOException {
        return new BuildWatch(new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-cp", classPath(),
                BuildWatch.class.getName(), checkout.toString(), tree.toString(), top.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    private static String classPath() throws IOException {
        try {
            return Path.of(BuildWatch.class.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw new IOException("expected this program in a file, found it elsewhere: " + e.getMessage(), e);
        }
    }

    /** Lets it end the build too. */
    void build(Process build) {
        say(Long.toString(build.pid()));
    }

    private void say(String line) {
        try {
            OutputStream out = process.getOutputStream();
            out.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
            out.flush();
        } catch (IOException e) {
            // The watch is gone; what it would have done the next build does.
        }
    }

    /** Nothing is left to be removed. */
    @Override
    public void close() {
        say(DONE);
    }

    /** Watches: checkout, tree and top folder are the arguments. */
    public static void main(String[] args) throws IOException {
        Path checkout = Path.of(args[0]);
        Path tree = Path.of(args[1]);
        Path top = Path.of(args[2]);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        ProcessHandle build = null;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.equals(DONE)) {
                return;
            }
            build = ProcessHandle.of(Long.parseLong(line)).orElse(null);
        }
        if (build != null) {
            List<ProcessHandle> children = build.descendants().toList();
            build.destroyForcibly();
            children.forEach(ProcessHandle::destroyForcibly);
        }
        ProcessTree.killMarked(top);
        new RefBuild(checkout, List.of(), tree).remove(tree, top);
    }
}
