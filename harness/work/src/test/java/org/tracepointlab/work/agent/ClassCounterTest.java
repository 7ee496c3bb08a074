package org.tracepointlab.work.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Array;
import java.lang.reflect.Proxy;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.tracepointlab.work.runtime.Allocations;

/** Classes with counters in them: that the verifier takes them, and that they do what they did. */
@Timeout(60)
class ClassCounterTest {
    private static final int LONGEST = 0xFFFF;

    /** Takes every class that it is given counters for, and asks the parent for the rest. */
    private static final class Loader extends ClassLoader {
        Class<?> define(byte[] file) {
            return defineClass(null, file, 0, file.length);
        }
    }

    /** A virtual machine in which headers have 16 bytes, references 4, and all begins at multiples of 8. */
    @BeforeAll
    static void learn() {
        Allocations.learn((Instrumentation) Proxy.newProxyInstance(ClassCounterTest.class.getClassLoader(),
                new Class<?>[] {Instrumentation.class}, (proxy, method, arguments) -> sizeOf(arguments[0])));
    }

    private static long sizeOf(Object object) {
        int scale = object instanceof long[] || object instanceof double[] ? 8
                : object instanceof byte[] || object instanceof boolean[] ? 1
                : object instanceof char[] || object instanceof short[] ? 2 : 4;
        int length = object.getClass().isArray() ? Array.getLength(object) : 0;
        return (16 + (long) length * scale + 7) / 8 * 8;
    }

    @Test
    void sizesAreThoseOfTheVirtualMachine() {
        for (Object array : new Object[] {new byte[3], new byte[8], new byte[9], new int[1], new int[2],
            new int[3], new long[5], new Object[7], new char[21]}) {
            assertThat(Allocations.sizeOf(array)).as(array.getClass().getName()).isEqualTo(sizeOf(array));
        }
        long[] cells = new long[2];
        Allocations.array(21, 5, cells, 0);
        Allocations.array(-1, 5, cells, 0);
        Allocations.nested(new short[2][3], 2, cells, 1, 0);

        assertThat(cells).containsExactly(64 + 3, 24 + 2 * 24);
    }

    private static byte[] fileOf(Class<?> type) throws IOException {
        try (InputStream in = type.getResourceAsStream('/' + type.getName().replace('.', '/') + ".class")) {
            return in.readAllBytes();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void awkwardCodeDoesWhatItDid(boolean high) throws Exception {
        ClassCounter counter = new ClassCounter(fileOf(Tricky.class), new Calls(false));
        byte[] counted = counter.count();
        Class<?> type = new Loader().define(counted);

        LongSupplier with = (LongSupplier) type.getConstructor(boolean.class).newInstance(high);

        assertThat(with.getAsLong()).isEqualTo(new Tricky(high).getAsLong());
        assertThat(type).isNotSameAs(Tricky.class);
        assertThat(counter.methods()).extracting(CountedMethod::name)
                .contains("getAsLong()J", "<init>(Z)V", "thrown(J)J", "chosen(I)I");
        assertThat(counter.tooLarge()).isEmpty();
    }

    /** Whatever compilers made of the JDK's larger classes; they are not loaded, but verified by a second reading. */
    @ParameterizedTest
    @ValueSource(classes = {java.util.HashMap.class, java.util.concurrent.ConcurrentHashMap.class,
        java.util.Formatter.class, java.math.BigDecimal.class, java.util.concurrent.ForkJoinPool.class,
        String.class, Thread.class, Stream.class})
    void classesOfTheJdkAreTaken(Class<?> type) throws IOException {
        ClassCounter counter = new ClassCounter(fileOf(type), new Calls(true));

        byte[] counted = counter.count();

        ClassNode node = new ClassNode();
        new ClassReader(counted).accept(node, 0);
        assertThat(node.name.replace('/', '.')).isEqualTo(type.getName());
        assertThat(counter.methods()).isNotEmpty();
        assertThat(counter.tooLarge()).isEmpty();
    }

    @Test
    void aMethodThatWouldBeTooLongIsLeftAndSaid() throws Exception {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES);
        writer.visit(Opcodes.V1_6, Opcodes.ACC_PUBLIC, "Long", null, "java/lang/Object", null);
        MethodVisitor method = writer.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "run", "()I", null, null);
        method.visitCode();
        method.visitInsn(Opcodes.ICONST_0);
        for (int i = 0; i + 4 < LONGEST - 4; i += 4) {
            method.visitInsn(Opcodes.NOP);
            method.visitInsn(Opcodes.NOP);
            method.visitInsn(Opcodes.NOP);
            method.visitInsn(Opcodes.NOP);
        }
        method.visitInsn(Opcodes.IRETURN);
        method.visitMaxs(0, 0);
        method.visitEnd();
        MethodVisitor other = writer.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "other", "()I", null, null);
        other.visitCode();
        other.visitInsn(Opcodes.ICONST_5);
        other.visitInsn(Opcodes.IRETURN);
        other.visitMaxs(0, 0);
        other.visitEnd();
        writer.visitEnd();

        ClassCounter counter = new ClassCounter(writer.toByteArray(), new Calls(false));
        Class<?> type = new Loader().define(counter.count());

        assertThat(counter.tooLarge()).containsExactly("run()I");
        assertThat(counter.methods()).extracting(CountedMethod::name).containsExactly("other()I");
        assertThat(type.getMethod("run").invoke(null)).isEqualTo(0);
        assertThat(type.getMethod("other").invoke(null)).isEqualTo(5);
    }

    @Test
    void theBenchmarkOfALoopIsInItsName() {
        assertThat(JmhLoops.benchmarkOf("read_avgt_jmhStub")).isEqualTo("read");
        assertThat(JmhLoops.benchmarkOf("read_all_thrpt_jmhStub")).isEqualTo("read_all");
    }
}
