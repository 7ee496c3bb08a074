package org.tracepointlab.gate.duet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Libraries that this process has loaded, beside the JDK's and the system's; known on Linux alone. */
final class NativeCode {

    private static final Path MAPS = Path.of("/proc/self/maps");

    private NativeCode() {
    }

    static Set<String> loaded() throws IOException {
        if (!Files.isReadable(MAPS)) {
            return new TreeSet<>();
        }
        return of(Files.readAllLines(MAPS), Path.of(System.getProperty("java.home")).toRealPath());
    }

    /** @param maps as proc(5) describes {@code /proc/self/maps} */
    static Set<String> of(List<String> maps, Path jdk) {
        Set<String> found = new TreeSet<>();
        maps.stream().filter(line -> line.contains("r-xp") && line.indexOf('/') >= 0)
                .map(line -> line.substring(line.indexOf('/')))
                .filter(file -> !Path.of(file).startsWith(jdk) && !isOfTheSystem(file)).forEach(found::add);
        return found;
    }

    private static boolean isOfTheSystem(String file) {
        return file.matches("/(usr/)?(local/)?lib(32|64)?/.*");
    }
}
