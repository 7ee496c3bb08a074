package org.tracepointlab.gate.core;

import java.util.Locale;
import java.util.stream.Collectors;

/** Text from elsewhere, made fit for one line on a terminal. */
public final class Printable {

    private static final int LONGEST = 200;

    private Printable() {
    }

    /** Without control characters, which a terminal would obey, and cut off behind 200 characters. */
    public static String of(String text) {
        return of(text, LONGEST);
    }

    /**
     * With what is not to be seen as text spelled out: {@code \\n}, {@code \\t}, and by its number any other control
     * character, end of a line, mark of direction or half of a pair. Any other text is returned as it is.
     */
    public static String escaped(String text) {
        if (text.codePoints().noneMatch(Printable::hidden)) {
            return text;
        }
        return text.codePoints().mapToObj(c -> hidden(c) ? spelled(c) : Character.toString(c))
                .collect(Collectors.joining());
    }

    /** The same on one line of Markdown, where it stays text, in a table's cell as well. */
    public static String markdown(String text) {
        return escaped(text.replaceAll("\\s+", " ")).replaceAll("([\\\\`*_{}\\[\\]<>|#~])", "\\\\$1");
    }

    private static String spelled(int c) {
        return switch (c) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> String.format(Locale.ROOT, "\\u%04x", c);
        };
    }

    private static boolean hidden(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }

    static String of(String text, int longest) {
        String visible = text.replaceAll("\\p{Cntrl}", "?");
        return visible.length() > longest ? visible.substring(0, longest) + "..." : visible;
    }
}
