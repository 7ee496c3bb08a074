package org.tracepointlab.gate.core;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.regex.Pattern;

/** What a parser found wrong with a document, in one line. */
public final class JsonProblem {

    private static final int LONGEST = 160;
    /** Where Jackson names its own setter of a limit. */
    private static final Pattern SETTER = Pattern.compile(",? ?from `StreamReadConstraints[^`]*`");

    private JsonProblem() {
    }

    /**
     * The message, without what is not to be seen as text, and the place if there is one: a limit that is exceeded has
     * none.
     */
    public static String of(JsonProcessingException e) {
        String line = Printable.escaped(SETTER.matcher("" + e.getOriginalMessage()).replaceAll("")
                .replaceAll("\\s+", " ").strip());
        String message = line.length() > LONGEST ? line.substring(0, LONGEST) + "..." : line;
        JsonLocation place = e.getLocation();
        return place == null ? message : message + " at line " + place.getLineNr() + ", column " + place.getColumnNr();
    }
}
