package org.tracepointlab.lab.mutants;

import java.io.IOException;
import java.util.List;
import org.tracepointlab.gate.core.Csv;
import org.tracepointlab.gate.core.CsvRow;
import org.tracepointlab.gate.core.Printable;
import org.tracepointlab.gate.rule.Verdict;

/**
 * What the gate said of a planted slowdown, or of the unedited code: a row of the table.
 *
 * @param number of the patch, or which gate of the unedited code
 * @param name of the patch, or {@link #UNEDITED}
 * @param where as in the patch, or {@link #NONE}
 * @param kind as in the patch, or {@link #NONE}
 * @param size as in the patch, or {@link #NONE}
 * @param verdict of the gate, or {@link #ERROR}
 * @param layer that saw it first, or {@link #NONE}
 * @param named what that layer named, or what went wrong
 * @param seconds that the gate took
 * @param equivalent whether the patch is said to cost nothing
 * @param hash of the patch, or {@link #NONE}
 * @param commit that was patched
 * @param causeRank place of a method at fault in the cause that the gate named, from 1; {@link #NONE} where it is not
 *     among them, {@link #NOT_ASKED} where nobody looked
 */
public record SlowdownResult(int number, String name, String where, String kind, String size, String verdict,
        String layer, String named, double seconds, boolean equivalent, String hash, String commit, String causeRank) {

    /** Stands in for a patch where there is none. */
    public static final String UNEDITED = "unedited";
    /** The patch could not be applied, built or gated. */
    public static final String ERROR = "ERROR";
    /** Stands for nothing. */
    public static final String NONE = "none";
    /** The cause was not looked for, or nothing was seen that has one. */
    public static final String NOT_ASKED = "unasked";

    static final List<String> COLUMNS = List.of("number", "name", "where", "kind", "size", "verdict", "layer", "named",
            "seconds", "equivalent", "patch_sha256", "commit", "cause_rank");

    /** Reads a row. */
    static SlowdownResult of(CsvRow row) throws IOException {
        if (!row.get("cause_rank").matches("[1-9][0-9]{0,8}|" + NONE + "|" + NOT_ASKED)) {
            throw new IOException(row.file() + ": expected a number from 1, " + NONE + " or " + NOT_ASKED
                    + " for cause_rank, found " + CsvRow.shortened(row.get("cause_rank")));
        }
        return new SlowdownResult(row.count("number"), row.get("name"), row.get("where"), row.get("kind"),
                row.get("size"), row.get("verdict"), row.get("layer"), row.get("named"), row.measured("seconds"),
                Boolean.parseBoolean(row.get("equivalent")), row.get("patch_sha256"), row.get("commit"),
                row.get("cause_rank"));
    }

    /** What came of a patch. */
    static SlowdownResult of(PlantedSlowdown planted, GateOutcome outcome, double seconds, String commit) {
        return new SlowdownResult(planted.number(), planted.name(), planted.where(), planted.kind(), planted.size(),
                outcome.verdict(), outcome.layer(), outcome.named(), seconds, planted.isEquivalent(), planted.hash(),
                commit, NOT_ASKED);
    }

    /** The same with the place of the method at fault. */
    SlowdownResult withCause(String rank) {
        return new SlowdownResult(number, name, where, kind, size, verdict, layer, named, seconds, equivalent, hash,
                commit, rank);
    }

    /** Whether the gate was asked for the cause, and there was one to be found. */
    public boolean isExplained() {
        return !causeRank.equals(NOT_ASKED);
    }

    /** Whether a method at fault is among the first so many of the cause. */
    boolean isCauseAmong(int first) {
        return isExplained() && !causeRank.equals(NONE) && Integer.parseInt(causeRank) <= first;
    }

    /** What came of the code as it is. */
    static SlowdownResult unedited(int number, GateOutcome outcome, double seconds, String commit) {
        return new SlowdownResult(number, UNEDITED, NONE, NONE, NONE, outcome.verdict(), outcome.layer(),
                outcome.named(), seconds, false, NONE, commit, NOT_ASKED);
    }

    List<String> fields() {
        return List.of("" + number, name, where, kind, size, verdict, layer, Printable.of(named),
                Csv.number(Math.rint(10 * seconds) / 10), "" + equivalent, hash, commit, causeRank);
    }

    /** Whether this is a gate of the code as it is. */
    public boolean isUnedited() {
        return name.equals(UNEDITED);
    }

    /** Whether the gate said FAIL. */
    public boolean isSeen() {
        return verdict.equals(Verdict.FAIL.name());
    }

    /** Whether the gate came to a verdict; where it did not, it is done again. */
    public boolean isFinal() {
        return !verdict.equals(ERROR) && !verdict.equals(Verdict.INVALID.name());
    }

    /** Whether the gate was right: a slowdown is seen, the code as it is is not called slower. */
    public boolean isRight() {
        return isUnedited() ? isFinal() && !isSeen() : isSeen() || equivalent && isFinal();
    }
}
