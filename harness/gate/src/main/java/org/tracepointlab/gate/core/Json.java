package org.tracepointlab.gate.core;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads and writes JSON files as trees. */
public final class Json {

    /**
     * More than any run leaves behind. Depth and the length of numbers and names are limited by Jackson's own defaults.
     */
    private static final long MOST_BYTES = 256L << 20;

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
     * @throws IOException if there is no such file, or it is too large or not JSON; the message names the file, and
     *     line and column where there are some
     */
    public static JsonNode read(Path file) throws IOException {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new WrongInputException(file + ": expected at most " + MOST_BYTES + " bytes, found "
                        + Files.size(file));
            }
            return parse(file, Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new NoSuchFileException(file.toString(), null, "no such file");
        } catch (CharacterCodingException e) {
            throw new WrongInputException(file + ": expected JSON in UTF-8, found bytes that are none", e);
        }
    }

    /**
     * The document in a file's text.
     *
     * @param file that messages name
     * @throws WrongInputException if it is not JSON
     */
    public static JsonNode parse(Path file, String text) throws WrongInputException {
        try {
            JsonNode root = MAPPER.readTree(text);
            if (root == null || root.isMissingNode()) {
                throw new WrongInputException(file + ": expected JSON, found an empty file");
            }
            return root;
        } catch (JsonProcessingException e) {
            throw new WrongInputException(file + ": expected JSON, found " + JsonProblem.of(e), e);
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

    /** The texts of an object's fields, in their order; none if it is no object. */
    public static Map<String, String> texts(JsonNode node) {
        Map<String, String> texts = new LinkedHashMap<>();
        node.properties().forEach(field -> texts.put(field.getKey(), field.getValue().asText()));
        return texts;
    }

    /** An object with these texts as its fields. */
    public static ObjectNode object(Map<String, String> texts) {
        ObjectNode node = object();
        texts.forEach(node::put);
        return node;
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
