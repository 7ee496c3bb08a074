package org.tracepointlab.gate.rule;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tracepointlab.gate.core.JsonProblem;
import org.tracepointlab.gate.core.Printable;
import org.tracepointlab.gate.core.WrongInputException;

/**
 * Reads JMH's JSON result of any project, streaming: what is not compared is skipped, so that a file costs little more
 * than its bytes.
 */
public final class JmhFile {

    private static final long MOST_BYTES = 1L << 30;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private JmhFile() {
    }

    /**
     * All entries of the file; one with samples has a second result, by their 99th percentile.
     *
     * @throws IOException if it cannot be read or is no JMH result; the message is one line: file, expected, found
     */
    public static List<JmhResult> read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new WrongInputException(file + ": expected a JMH result, found "
                    + (Files.exists(file) ? "no regular file" : "no such file"));
        }
        if (Files.size(file) > MOST_BYTES) {
            throw new WrongInputException(file + ": expected a JMH result of at most 1 GiB, found " + Files.size(file)
                    + " bytes");
        }
        try (InputStream in = Files.newInputStream(file); JsonParser parser = FACTORY.createParser(in)) {
            return entries(parser);
        } catch (JsonProcessingException e) {
            throw new WrongInputException(file + ": expected JSON, found " + JsonProblem.of(e), e);
        } catch (CharConversionException e) {
            // Jackson takes UTF-16 and UTF-32 too, by what the first bytes look like.
            throw new WrongInputException(file + ": expected JSON in UTF-8, found " + oneLine(e.getMessage()), e);
        } catch (NoSuchFileException e) {
            throw new WrongInputException(file + ": expected a JMH result, found no such file", e);
        } catch (CharacterCodingException | FileSystemException e) {
            throw new WrongInputException(file + ": expected a file that can be read, found "
                    + e.getClass().getSimpleName(), e);
        } catch (JmhFormatException e) {
            throw new WrongInputException(file + ": " + e.getMessage(), e);
        }
    }

    /**
     * One entry that is at hand already.
     *
     * @throws IllegalArgumentException if it is no JMH result
     */
    public static JmhResult of(JsonNode entry) {
        return allOf(entry).get(0);
    }

    /**
     * The same, and behind it a second result by the 99th percentile of its samples, if it has enough.
     *
     * @throws IllegalArgumentException if it is no JMH result
     */
    public static List<JmhResult> allOf(JsonNode entry) {
        List<JmhResult> results = new ArrayList<>();
        try (JsonParser parser = entry.traverse()) {
            parser.nextToken();
            read(parser, results);
        } catch (IOException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        return results;
    }

    private static void read(JsonParser parser, List<JmhResult> results) throws IOException {
        JmhEntry entry = new JmhEntry();
        results.add(entry.read(parser));
        entry.tail().ifPresent(results::add);
    }

    private static List<JmhResult> entries(JsonParser parser) throws IOException {
        JsonToken first = parser.nextToken();
        if (first != JsonToken.START_ARRAY) {
            throw new JmhFormatException("expected a JMH result (an array), found "
                    + (first == null ? "an empty file" : first.toString()));
        }
        List<JmhResult> results = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() == null) {
                throw new JmhFormatException("expected the end of the array, found the end of the file");
            }
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                throw new JmhFormatException("expected results (objects), found " + parser.currentToken()
                        + " as number "
                        + (results.size() + 1));
            }
            read(parser, results);
        }
        if (parser.nextToken() != null) {
            throw new JmhFormatException("expected the end of the file behind the array, found "
                    + parser.currentToken());
        }
        if (results.isEmpty()) {
            throw new JmhFormatException("expected results, found an empty array");
        }
        return results;
    }

    private static String oneLine(String text) {
        String line = Printable.escaped(text.replaceAll("\\s+", " ").strip());
        return line.length() > 160 ? line.substring(0, 160) + "..." : line;
    }
}
