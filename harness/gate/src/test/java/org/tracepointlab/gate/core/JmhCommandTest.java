package org.tracepointlab.gate.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class JmhCommandTest {

    private static final Path JAR = Path.of("b.jar").toAbsolutePath();

    @Test
    void startsTheJarItself() {
        assertThat(JmhCommand.launch(JAR, "")).containsExactly("-jar", JAR.toString());
    }

    @Test
    void startsJmhWhereThereAreMoreJars() {
        assertThat(JmhCommand.launch(JAR, "mine.jar"))
                .containsExactly("-cp", JAR + File.pathSeparator + "mine.jar", "org.openjdk.jmh.Main");
    }

    @Test
    void findsMoreJarsFromWhereItRunsAndNotFromTheForksFolder() {
        String before = System.getProperty(JmhCommand.CLASS_PATH);
        try {
            System.setProperty(JmhCommand.CLASS_PATH, "mine.jar" + File.pathSeparator + File.pathSeparator + JAR);
            assertThat(JmhCommand.moreJars()).isEqualTo(Path.of("mine.jar").toAbsolutePath()
                    + File.pathSeparator + JAR);
            System.setProperty(JmhCommand.CLASS_PATH, "");
            assertThat(JmhCommand.moreJars()).isEmpty();
        } finally {
            if (before == null) {
                System.clearProperty(JmhCommand.CLASS_PATH);
            } else {
                System.setProperty(JmhCommand.CLASS_PATH, before);
            }
        }
    }

    @Test
    void matchesOneNameOnly() {
        assertThat(JmhCommand.exactly("a.B$C.d")).isEqualTo("^a\\.B\\$C\\.d$");
        Pattern pattern = Pattern.compile(JmhCommand.exactly("a.B$C.d"));
        assertThat(pattern.matcher("a.B$C.d").find()).isTrue();
        assertThat(pattern.matcher("axB$C.d").find()).isFalse();
        assertThat(pattern.matcher("a.B$C.de").find()).isFalse();
    }
}
