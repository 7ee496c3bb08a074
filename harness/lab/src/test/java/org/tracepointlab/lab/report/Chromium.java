package org.tracepointlab.lab.report;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A headless browser, where one is installed: what a page looks like to it, and what it complains of. */
final class Chromium {

    private static final long PATIENCE_SECONDS = 30;
    /** A headless browser now and then hangs where it starts or ends, whatever the page. */
    private static final int ATTEMPTS = 4;

    private static final String TELL = ";parent.postMessage(JSON.stringify(Object.assign({title:document.title},"
            + "document.documentElement.dataset)),'*');";
    private static final String LISTEN =
            "addEventListener('message',function(e){var d=JSON.parse(e.data);for(var k in d)"
            + "{document.documentElement.setAttribute('data-'+k,d[k])}});";

    private final Path program;
    private final Path profile;

    /**
     * A page as it was when it had been loaded.
     *
     * @param dom its elements
     * @param complaints lines of its console, whatever their level
     */
    record Page(String dom, List<String> complaints) {

        /** Value of an attribute that the page's script set on the root element. */
        String value(String attribute) {
            int start = dom.indexOf(attribute + "=\"") + attribute.length() + 2;
            return start < attribute.length() + 2 ? "" : dom.substring(start, dom.indexOf('"', start));
        }
    }

    private Chromium(Path program, Path profile) {
        this.program = program;
        this.profile = profile;
    }

    static Optional<Chromium> find(Path profile) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .flatMap(folder -> Stream.of("chromium", "chromium-browser", "google-chrome")
                .map(n -> Path.of(folder, n)))
                .filter(Files::isExecutable).findFirst().map(p -> new Chromium(p, profile));
    }

    /**
     * Loads the page with a script at its end, in a frame of this width: windows have a smallest width. What the script
     * sets as {@code data-} attributes of the page's root is told to the page around the frame.
     */
    Page load(Path html, int width, String script) throws IOException, InterruptedException {
        Path copy = html.resolveSibling("." + html.getFileName() + "-" + width + ".html");
        Files.writeString(copy, Files.readString(html)
                .replace("</body>", "<script>" + script + TELL + "</script></body>"));
        Path around = profile.resolve("around.html");
        Files.writeString(around, "<!DOCTYPE html><html><body><script>" + LISTEN
                + "</script><iframe style=\"border:0;width:" + width
                + "px;height:900px\" src=\"" + copy.toAbsolutePath().toUri() + "\"></iframe></body></html>");
        Path out = profile.resolve("out.txt");
        Path err = profile.resolve("err.txt");
        run(List.of("--dump-dom", "--enable-logging=stderr", "--virtual-time-budget=3000"), 1400, around, out, err);
        return new Page(Files.readString(out), Files.readString(err, StandardCharsets.ISO_8859_1).lines()
                .filter(l -> l.contains("CONSOLE")).toList());
    }

    /** Takes a picture to be looked at. */
    void screenshot(Path html, int width, int height, Path png, String... options) throws IOException,
            InterruptedException {
        List<String> all = new ArrayList<>(List.of("--screenshot=" + png.toAbsolutePath(),
                "--window-size=" + width + "," + height));
        all.addAll(List.of(options));
        run(all, width, html, profile.resolve("out.txt"), profile.resolve("err.txt"));
    }

    private void run(List<String> options, int width, Path html, Path out, Path err) throws IOException,
            InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(program.toString(), "--headless", "--no-sandbox",
                "--disable-gpu",
                "--hide-scrollbars"));
        if (options.stream().noneMatch(o -> o.startsWith("--window-size"))) {
            arguments.add("--window-size=" + width + ",900");
        }
        arguments.addAll(options);
        arguments.add(html.toAbsolutePath().toUri().toString());
        for (int attempt = 1; !runOnce(arguments, out, err); attempt++) {
            if (attempt == ATTEMPTS) {
                throw new IOException("chromium did not end, " + ATTEMPTS + " times in a row");
            }
        }
    }

    /** Whether it came to its end. Its profile is its own: what one that hung left behind does not concern the next. */
    private boolean runOnce(List<String> arguments, Path out, Path err) throws IOException, InterruptedException {
        Path own = Files.createTempDirectory("browser-profile");
        List<String> command = new ArrayList<>(arguments);
        command.add(1, "--user-data-dir=" + own);
        Process process = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return false;
            }
            if (process.exitValue() != 0) {
                throw new IOException("chromium: " + Files.readString(err, StandardCharsets.ISO_8859_1));
            }
            return true;
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
            delete(own);
        }
    }

    /** Its links are deleted and not followed; what a dying browser still writes may stay. */
    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                try {
                    Files.deleteIfExists(file);
                } catch (DirectoryNotEmptyException e) {
                    // a file came after the look at its folder
                }
            }
        } catch (UncheckedIOException e) {
            // a file went while it was looked at
        }
    }
}
