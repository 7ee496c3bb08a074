package org.tracepointlab.lab.mutants;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A unified diff, applied in memory: what {@code git apply} does to a file that is there. */
final class UnifiedDiff {

    private static final Pattern HUNK = Pattern.compile("@@ -([0-9]+)(?:,[0-9]+)? \\+[0-9]+(?:,[0-9]+)? @@.*");
    private static final String FILE = "+++ b/";

    private UnifiedDiff() {
    }

    /**
     * The edits of one file.
     *
     * @param path relative to the top folder
     * @param hunks in their order
     */
    record FileEdit(String path, List<Hunk> hunks) {

        /**
         * The file's text as it is behind it.
         *
         * @throws IOException if it does not fit
         */
        String apply(String text) throws IOException {
            List<String> lines = new ArrayList<>(text.lines().toList());
            int moved = 0;
            for (Hunk hunk : hunks) {
                int at = find(lines, hunk.before(), hunk.line() - 1 + moved);
                lines.subList(at, at + hunk.before().size()).clear();
                lines.addAll(at, hunk.after());
                moved = at - (hunk.line() - 1) + hunk.after().size() - hunk.before().size();
            }
            return String.join("\n", lines) + "\n";
        }

        /** Nearest to where it is said to be. */
        private int find(List<String> lines, List<String> what, int near) throws IOException {
            int found = -1;
            for (int at = 0; at + what.size() <= lines.size(); at++) {
                if (lines.subList(at, at + what.size()).equals(what)
                        && (found < 0 || Math.abs(at - near) < Math.abs(found - near))) {
                    found = at;
                }
            }
            if (found < 0) {
                throw new IOException(path + ": expected the lines that the patch has near line " + (near + 1)
                        + ", found none");
            }
            return found;
        }
    }

    /**
     * A place that is edited.
     *
     * @param line of its first line, from 1
     * @param before its lines, those around included
     * @param after what they become
     */
    record Hunk(int line, List<String> before, List<String> after) {
    }

    /** The edits of a diff; what stands before its first file is passed over. */
    static List<FileEdit> parse(String diff) {
        List<FileEdit> files = new ArrayList<>();
        Hunk hunk = null;
        for (String line : diff.lines().toList()) {
            Matcher start = HUNK.matcher(line);
            if (line.startsWith(FILE)) {
                files.add(new FileEdit(line.substring(FILE.length()), new ArrayList<>()));
                hunk = null;
            } else if (line.startsWith("diff --git ")) {
                hunk = null;
            } else if (start.matches() && !files.isEmpty()) {
                hunk = new Hunk(Integer.parseInt(start.group(1)), new ArrayList<>(), new ArrayList<>());
                files.get(files.size() - 1).hunks().add(hunk);
            } else if (hunk != null && !line.startsWith("\\")) {
                char kind = line.isEmpty() ? ' ' : line.charAt(0);
                String text = line.isEmpty() ? "" : line.substring(1);
                if (kind != '+') {
                    hunk.before().add(text);
                }
                if (kind != '-') {
                    hunk.after().add(text);
                }
            }
        }
        return files;
    }
}
