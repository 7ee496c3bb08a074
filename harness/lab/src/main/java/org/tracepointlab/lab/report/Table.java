package org.tracepointlab.lab.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A small table that can be shown as Markdown or as aligned plain text. */
public final class Table {

    /** Columns of a terminal. */
    static final int TERMINAL = 120;

    private final List<String> header;
    private final List<List<String>> rows = new ArrayList<>();

    /** With these column names. */
    public Table(String... header) {
        this.header = List.of(header);
    }

    /** Adds a row. */
    public Table row(String... fields) {
        return row(Arrays.asList(fields));
    }

    /**
     * Adds a row.
     *
     * @throws IllegalArgumentException if it has another number of fields than the header
     */
    public Table row(List<String> fields) {
        if (fields.size() != header.size()) {
            throw new IllegalArgumentException("expected " + header.size() + " fields, found " + fields);
        }
        rows.add(List.copyOf(fields));
        return this;
    }

    /** True without a row. */
    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /** Markdown: the first column to the left, all others to the right. */
    public String markdown() {
        StringBuilder text = new StringBuilder(line(header));
        text.append(header.stream().map(h -> h.equals(header.get(0)) ? "---" : "---:")
                .collect(Collectors.joining(" | ", "| ", " |\n")));
        rows.forEach(r -> text.append(line(r)));
        return text.toString();
    }

    private static String line(List<String> fields) {
        return fields.stream().map(Table::escaped).collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    /**
     * What would be markup in Markdown or HTML is text: fields come from files and parameters that anybody may write.
     */
    static String escaped(String field) {
        return field.replaceAll("[\\\\`*\\[\\]<>|&]", "\\\\$0").replaceAll("\\s*[\\r\\n]+\\s*", " ");
    }

    /** Plain text no wider than this, if the other columns leave room: the first column's words go on the next line. */
    String plain(int width) {
        int others = 0;
        for (int i = 1; i < header.size(); i++) {
            int column = i;
            others += 2 + Stream.concat(Stream.of(header), rows.stream()).mapToInt(r -> r.get(column).length()).max()
                    .orElse(0);
        }
        Table narrow = new Table(header.toArray(String[]::new));
        for (List<String> row : rows) {
            String[] words = wrapped(row.get(0), Math.max(1, width - others), "  ").split("\n");
            List<String> first = new ArrayList<>(row);
            first.set(0, words[0]);
            narrow.row(first);
            for (int i = 1; i < words.length; i++) {
                List<String> next = new ArrayList<>(Collections.nCopies(row.size(), ""));
                next.set(0, words[i]);
                narrow.row(next);
            }
        }
        return narrow.plain();
    }

    /** Plain text with aligned columns: the first to the left, all others to the right. */
    public String plain() {
        int[] widths = new int[header.size()];
        List<List<String>> all = new ArrayList<>();
        all.add(header);
        all.addAll(rows);
        all.forEach(r -> {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], r.get(i).length());
            }
        });
        return all.stream().map(r -> padded(r, widths)).collect(Collectors.joining("\n"));
    }

    /** Text in lines of this width at most, all but the first after an indent; a longer word is cut. */
    static String wrapped(String text, int width, String indent) {
        StringBuilder all = new StringBuilder();
        int column = 0;
        int longest = Math.max(1, width - indent.length());
        for (String word : text.replaceAll("([^ ]{" + longest + "})(?=[^ ])", "$1 ").split(" ")) {
            if (column > 0 && column + 1 + word.length() > width) {
                all.append('\n').append(indent);
                column = indent.length();
            } else if (column > 0) {
                all.append(' ');
                column++;
            }
            all.append(word);
            column += word.length();
        }
        return all.toString();
    }

    private static String padded(List<String> row, int[] widths) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String gap = " ".repeat(widths[i] - row.get(i).length());
            text.append(i == 0 ? row.get(i) + gap : "  " + gap + row.get(i));
        }
        return text.toString().stripTrailing();
    }
}
