package org.tracepointlab.harness.core;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads and writes JSON files as trees. */
public final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private Json() {
    }

    /**
     * Reads one document.
     *
     * @throws IOException if there is no such file or it is not JSON; the message names the file, and line and column
     *     where there are some
     */
    public static JsonNode read(Path file) throws IOException {
        try {
            JsonNode root = MAPPER.readTree(file.toFile());
            if (root == null || root.isMissingNode()) {
                throw new IOException(file + ": expected JSON, found an empty file");
            }
            return root;
        } catch (JsonProcessingException e) {
            throw new IOException(file + ": expected JSON, found " + e.getOriginalMessage() + " at line "
                    + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr(), e);
        } catch (FileNotFoundException e) {
            throw new NoSuchFileException(file.toString(), null, "no such file");
        }
    }

    /** Writes the document in UTF-8, whole or not at all. */
    public static void write(Path file, JsonNode root) throws IOException {
        AtomicFiles.write(file, MAPPER.writeValueAsString(root) + "\n");
    }

    /** The document as text. */
    public static String text(JsonNode root) {
        try {
            return MAPPER.writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a tree that cannot be written", e);
        }
    }

    /** A new empty object. */
    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** The number in this node; JMH writes {@code "NaN"} as text. Anything else that is no number is NaN too. */
    public static double number(JsonNode node) {
        return node.isNumber() ? node.asDouble() : Double.NaN;
    }
}
