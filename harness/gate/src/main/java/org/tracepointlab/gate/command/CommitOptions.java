package org.tracepointlab.gate.command;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.tracepointlab.gate.core.Printable;
import org.tracepointlab.gate.history.Commit;
import org.tracepointlab.gate.history.Machine;
import picocli.CommandLine.Option;

/** Which commit was measured, and when it was made; and on which machine. */
public final class CommitOptions {

    @Option(names = "--commit", paramLabel = "SHA", description = "The commit that was measured; default: the one that "
            + "the run's own environment.json names, or else the one that is checked out.")
    private String commit;

    @Option(names = "--commit-time", paramLabel = "TIME", description = "When it was made, like 2026-01-31T12:00:00Z; "
            + "default: what git says.")
    private String time;

    @Option(names = "--subject", paramLabel = "TEXT", description = "First line of its message; default: what git "
            + "says.")
    private String subject;

    @Option(names = "--machine", paramLabel = "NAME", description = "Name of the machine that measured, in place of "
            + "its CPU, cores, system and JDK: scores of the same name are one series.")
    private String machine;

    /** The machine that was named, or this; which may be null. */
    Machine machine(Machine otherwise) {
        return machine == null ? otherwise : Machine.named(machine);
    }

    /**
     * The commit: as the options say, or as the run says, or what is checked out.
     *
     * @param checkout that is asked
     * @param recorded by the run
     */
    Commit commit(Path checkout, Optional<String> recorded) {
        Instant given = time();
        String ref = commit != null ? commit : recorded.orElse("HEAD");
        if (ref.isBlank() || ref.startsWith("-")) {
            throw new UsageException("--commit", "a commit", "'" + Printable.of(ref) + "'");
        }
        Optional<Commit> known = Commit.of(checkout, ref);
        if (known.isEmpty() && ref.equals("HEAD")) {
            throw new UsageException("--commit", "a commit, since " + checkout + " is no checkout with one", "none");
        }
        if (known.isEmpty() && given == null) {
            throw new UsageException("--commit-time", "a time beside the commit " + Printable.of(ref)
                    + ", which is not in " + checkout, "none");
        }
        return new Commit(known.map(Commit::id).orElse(ref), given != null ? given : known.orElseThrow().time(),
                subject != null ? subject : known.map(Commit::subject).orElse(""));
    }

    private Instant time() {
        try {
            return time == null ? null : Commit.instant(time);
        } catch (DateTimeException e) {
            throw new UsageException("--commit-time", "a time like 2026-01-31T12:00:00Z", "'" + time + "'", e);
        }
    }
}
