package org.tracepointlab.gate.core;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Another process that holds a lock: as JMH holds its own or, with a name, as one of ours. */
public final class LockHolder {

    private LockHolder() {
    }

    /** Starts one that has the whole file locked when this returns. */
    public static Process start(Path file, String... who) throws IOException {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), LockHolder.class.getName(), file.toString(),
                String.join(" ", who)).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        if (process.getInputStream().read() != '!') {
            throw new IOException("no lock was taken");
        }
        return process;
    }

    /** Ends it, and with it its lock. */
    public static void end(Process process) {
        try {
            process.getOutputStream().close();
            process.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Holds the lock until there is nothing more to read. */
    public static void main(String[] args) throws IOException {
        Path file = Path.of(args[0]);
        FileChannel channel = args[1].isEmpty()
                ? FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE) : null;
        if (channel == null ? ProcessLock.tryTake(file, args[1]) != null : channel.tryLock() != null) {
            System.out.print('!');
            System.out.flush();
            System.in.read();
        }
    }
}
