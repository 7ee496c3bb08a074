package org.tracepointlab.lab.kernel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** An open {@code enable} file, written to without opening it again. Not thread-safe but for {@link #close}. */
public final class EventFile implements AutoCloseable {

    private final Path path;
    private final FileChannel channel;
    private final ByteBuffer on = bytes("1");
    private final ByteBuffer off = bytes("0");

    private EventFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    static EventFile open(Path path) throws IOException {
        return new EventFile(path, FileChannel.open(path, StandardOpenOption.WRITE));
    }

    /** Writes text to a file of tracefs. Without a position: files that the kernel makes with seq_open refuse those. */
    static void write(Path path, String text) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            channel.write(bytes(text));
        }
    }

    private static ByteBuffer bytes(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }

    /** One write. */
    void set(boolean enabled) throws IOException {
        ByteBuffer buffer = enabled ? on : off;
        buffer.rewind();
        channel.write(buffer, 0);
    }

    /** What the file says now: {@code 1}, {@code 0}, or {@code X} where some of several are on. */
    String read() throws IOException {
        return Files.readString(path).strip();
    }

    /** System and event. */
    @Override
    public String toString() {
        return path.getParent().getParent().getFileName() + "/" + path.getParent().getFileName();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // Nothing was buffered.
        }
    }
}
