package org.tracepointlab.rcu;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A thread inside a section that left no mark does not rest. Sections are marked where assertions are on, as they are
 * in tests; so this runs in a JVM of its own.
 */
@Timeout(60)
class UnmarkedSectionsTest {

    /** What is tried there. */
    static final class Tried {

        private Tried() {
        }

        /** Prints one line for each question. */
        public static void main(String[] args) {
            AtomicBoolean inside = new AtomicBoolean();
            Resting.askWhetherInside(inside::get);
            QsbrRcu one = new QsbrRcu("one");
            QsbrRcu two = new QsbrRcu("two");
            try (Rcu.Reader reader = one.register()) {
                reader.lock();
                System.out.println("implicit " + one.sectionsAreImplicit());
                inside.set(true);
                Resting resting = Resting.begin();
                System.out.println("online inside " + one.isOnline());
                resting.end();
                two.synchronize();
                System.out.println("wait elsewhere, online " + one.isOnline());
                System.out.println("wait here: " + refusal(one::synchronize));
                System.out.println("close: " + refusal(one::close));
                inside.set(false);
                resting = Resting.begin();
                System.out.println("online outside " + one.isOnline());
                resting.end();
                one.synchronize();
                System.out.println("online at the end " + one.isOnline());
            }
        }

        private static String refusal(Runnable wait) {
            try {
                wait.run();
                return "returned";
            } catch (IllegalStateException e) {
                return e.getMessage();
            }
        }
    }

    @Test
    void aThreadInsideOneDoesNotRest() throws Exception {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), Tried.class.getName()).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said.lines()).satisfiesExactly(
                l -> assertThat(l).isEqualTo("implicit true"),
                l -> assertThat(l).isEqualTo("online inside true"),
                l -> assertThat(l).isEqualTo("wait elsewhere, online true"),
                l -> assertThat(l).startsWith("wait here: ").contains("inside a section, which it would wait for"),
                l -> assertThat(l).startsWith("close: ").contains("inside a section, which it would wait for"),
                l -> assertThat(l).isEqualTo("online outside false"),
                l -> assertThat(l).isEqualTo("online at the end true"));
    }
}
