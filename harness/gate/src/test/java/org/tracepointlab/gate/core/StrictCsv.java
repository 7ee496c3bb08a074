package org.tracepointlab.gate.core;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A reader that takes RFC 4180 by its letter and nothing more, so that it shares no leniency with the library that
 * writes: UTF-8 without a mark at the front, CRLF behind every record, the same number of fields in each, quotes only
 * around whole fields and doubled within.
 */
public final class StrictCsv {

    private StrictCsv() {
    }

    /**
     * All records, the header first.
     *
     * @throws IllegalArgumentException if the bytes are anything else; the message says where
     */
    public static List<List<String>> read(byte[] bytes) {
        String text = decode(bytes);
        List<List<String>> records = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            List<String> record = new ArrayList<>();
            for (boolean more = true; more;) {
                StringBuilder field = new StringBuilder();
                at = text.startsWith("\"", at) ? quoted(text, at + 1, field) : plain(text, at, field);
                record.add(field.toString());
                more = text.startsWith(",", at);
                at += more ? 1 : 0;
            }
            if (!text.startsWith("\r\n", at)) {
                throw new IllegalArgumentException("expected CRLF or a comma at " + at);
            }
            at += 2;
            if (!records.isEmpty() && records.get(0).size() != record.size()) {
                throw new IllegalArgumentException("expected " + records.get(0).size() + " fields, found " + record);
            }
            records.add(record);
        }
        return records;
    }

    private static String decode(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            if (text.startsWith("\ufeff")) {
                throw new IllegalArgumentException("a mark at the front");
            }
            return text;
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("expected UTF-8", e);
        }
    }

    private static int plain(String text, int from, StringBuilder field) {
        int at = from;
        while (at < text.length() && ",\r\n".indexOf(text.charAt(at)) < 0) {
            if (text.charAt(at) == '"') {
                throw new IllegalArgumentException("a quote within a plain field at " + at);
            }
            field.append(text.charAt(at++));
        }
        return at;
    }

    private static int quoted(String text, int from, StringBuilder field) {
        int at = from;
        while (true) {
            int quote = text.indexOf('"', at);
            if (quote < 0) {
                throw new IllegalArgumentException("a quote that does not end, from " + from);
            }
            field.append(text, at, quote);
            if (!text.startsWith("\"\"", quote)) {
                return quote + 1;
            }
            field.append('"');
            at = quote + 2;
        }
    }
}
