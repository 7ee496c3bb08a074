package org.tracepointlab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The commands of the examples for CI are ones that exist. */
class CiExamplesTest {

    private static final Path CHECKOUT = Path.of("..", "..").toAbsolutePath().normalize();
    private static final Pattern COMMAND = Pattern.compile("(?:^|[ \"'])((?:scripts/|mvn )[^|&;>]*)");
    private static final int FEWEST = 6;

    private static List<String> commands(String yaml) {
        List<String> commands = new ArrayList<>();
        yaml.lines().map(l -> l.replaceAll("(^|\\s)#.*", "").replaceAll("\\$\\{\\{[^}]*\\}\\}", "1")).forEach(line -> {
            Matcher matcher = COMMAND.matcher(line);
            if (matcher.find() && !line.contains("uses:")) {
                commands.add(matcher.group(1).strip());
            }
        });
        return commands;
    }

    private static List<String> wrong(String yaml) {
        return commands(yaml).stream().filter(c -> Commands.problem(c, CHECKOUT).isPresent()).toList();
    }

    @Test
    void commandsExist() throws IOException {
        List<String> all = new ArrayList<>();
        try (Stream<Path> files = Files.walk(CHECKOUT.resolve("scripts/ci-examples"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".yml")).toList()) {
                String yaml = Files.readString(file);
                assertThat(yaml).as(file.toString()).doesNotContain("\t");
                assertThat(wrong(yaml)).as(file.toString()).isEmpty();
                all.addAll(commands(yaml));
            }
        }
        assertThat(all).hasSizeGreaterThanOrEqualTo(FEWEST);
        assertThat(all).anyMatch(c -> c.startsWith("scripts/gate "))
                .anyMatch(c -> c.startsWith("scripts/gate-mutants "))
                .anyMatch(c -> c.startsWith("scripts/ci-examples/github-history/history.sh"));
    }

    @Test
    void noticesCommandsThatDoNotExist() {
        assertThat(wrong("      - run: scripts/lab run --no-such-option\n      - run: |\n"
                + "          scripts/nothing x || a\n"))
                .containsExactly("scripts/lab run --no-such-option", "scripts/nothing x");
    }
}
