package org.tracepointlab.gate.duet;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;

/**
 * The classes of one side: the JDK's, its jar's, and {@link TurnProfiler}, which is taken from this program. It has
 * nothing else of this program, nor anything of the other side.
 */
final class SideLoader extends URLClassLoader {

    /** In words: the class itself needs JMH, which this program's own loader does not have. */
    private static final String PROFILER = "TurnProfiler";
    private static final String PROFILER_CLASS = SideLoader.class.getPackageName() + '.' + PROFILER;

    static {
        registerAsParallelCapable();
    }

    SideLoader(String name, URL[] jars) {
        super(name, jars, ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        return name.equals(PROFILER_CLASS) ? profiler() : super.findClass(name);
    }

    private Class<?> profiler() throws ClassNotFoundException {
        try (InputStream in = SideLoader.class.getResourceAsStream(PROFILER + ".class")) {
            byte[] code = in.readAllBytes();
            return defineClass(PROFILER_CLASS, code, 0, code.length);
        } catch (IOException e) {
            throw new ClassNotFoundException(PROFILER_CLASS, e);
        }
    }
}
