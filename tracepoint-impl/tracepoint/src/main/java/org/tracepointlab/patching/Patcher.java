package org.tracepointlab.patching;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Optional;

/**
 * Makes static keys and static calls of one flavour, and counts their patches.
 *
 * <h2>Guarantees</h2>
 * <ol>
 * <li>{@link #patches()} counts each update that changed something, once, and no others.
 * <li>All methods may be called from any thread; none waits for updates of keys and calls.
 * </ol>
 */
public interface Patcher {

    /** The names that {@link #named} knows. */
    static List<String> names() {
        return List.of(CallSitePatcher.NAME, FieldPatcher.NAME, DeferredPatcher.NAME);
    }

    /**
     * A new patcher with a count of its own.
     *
     * @param name {@code callsite}, {@code field}, or {@code deferred} at the default rate
     * @throws IllegalArgumentException if the name is another one
     */
    static Patcher named(String name) {
        return switch (name) {
            case CallSitePatcher.NAME -> new CallSitePatcher();
            case FieldPatcher.NAME -> new FieldPatcher();
            case DeferredPatcher.NAME -> new DeferredPatcher();
            default -> throw new IllegalArgumentException(
                    "unknown patching '" + name + "': expected one of " + names());
        };
    }

    /** The flavour's name. */
    String name();

    /** A new key, off. */
    StaticKey newKey();

    /**
     * A new call.
     *
     * @param type    the type of all its targets
     * @param initial its first target; setting it is not counted as a patch
     * @throws java.lang.invoke.WrongMethodTypeException if the target is not exactly of that type
     */
    StaticCall newCall(MethodType type, MethodHandle initial);

    /** Read sides shared by all keys and calls of this patcher; empty where each needs code of its own. */
    Optional<PatchTemplates> templates();

    /**
     * Throws away all compiled code that depends on keys and calls of this patcher, in one go: a patch that follows
     * finds none to throw away, unless it has been compiled again. Worth it before many patches; costs everyone who
     * runs that code its compilation. Changes nothing that a reader could see, and is no patch. Does nothing in the
     * {@code field} flavour.
     */
    void discardCompiledCode();

    /**
     * Says that many patches follow: where each would throw compiled code away, it is thrown away once for all of them.
     * Some flavours do that now, some at the first patch that would. The caller serialises batches.
     */
    default void beginBatch() {
        discardCompiledCode();
    }

    /** Ends what {@link #beginBatch} began. Does not throw. */
    default void endBatch() {
        // nothing to end
    }

    /** How many patches the keys and calls of this patcher made so far. */
    long patches();
}
