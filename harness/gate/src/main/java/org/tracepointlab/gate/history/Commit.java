package org.tracepointlab.gate.history;

import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.tracepointlab.gate.core.Printable;
import org.tracepointlab.gate.core.Printed;

/**
 * A commit that was measured.
 *
 * @param id its hash, or whatever names it
 * @param time when it was committed: the order of a series
 * @param subject first line of its message; may be empty
 */
public record Commit(String id, Instant time, String subject) {

    private static final int SHORT = 7;
    private static final String HASH = "[0-9a-f]{7,64}";

    /** Escapes what is not to be seen as text. */
    public Commit {
        id = Printable.escaped(id);
        subject = Printable.escaped(subject);
    }

    /** What git knows of a commit of this checkout; empty if it does not know it, or there is no git. */
    public static Optional<Commit> of(Path checkout, String ref) {
        try {
            Printed said = Printed.by(new ProcessBuilder(List.of("git", "show", "-s", "--no-show-signature",
                    "--format=%H%n%cI%n%s", "--end-of-options", ref + "^{commit}")).directory(checkout.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD).start());
            String[] lines = said.text().split("\n", -1);
            return said.exit() != 0 || lines.length < 3 ? Optional.empty()
                    : Optional.of(new Commit(lines[0], instant(lines[1]), lines[2]));
        } catch (IOException | DateTimeException e) {
            return Optional.empty();
        }
    }

    /**
     * A time as ISO 8601 has it, with an offset or Z.
     *
     * @throws DateTimeException if it is none
     */
    public static Instant instant(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }

    /** The first digits of a hash; any other name, cut off if it is long. */
    public String shortId() {
        return id.matches(HASH) ? id.substring(0, SHORT) : Words.cut(id);
    }
}
