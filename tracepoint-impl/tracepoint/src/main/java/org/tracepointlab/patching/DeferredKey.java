package org.tracepointlab.patching;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.util.function.Function;

/**
 * A key whose site either says "off" or loads the key's state.
 *
 * <pre>
 *   FOLDED   the site says "off"             turn on: ON, then arm the site
 *   OFF      the site loads this             turn on: ON;  fold: FOLDING
 *   ON       the site loads this             turn off: OFF
 *   FOLDING  the site is being patched       turn on: wait until it is FOLDED;  fold ends: FOLDED
 * </pre>
 *
 * <p>The updater alone leaves FOLDED and ON; updater and folding thread compete for OFF, by compare-and-set.
 *
 * <p>Orderings, and what each pairs with:
 * <ol>
 * <li>The store of ON releases what the updater wrote before; the reader's load of the state acquires it. A reader that
 *     finds the site folded sees no more than one that tested the key earlier.
 * <li>ON is stored before the site is armed: whoever finds the site armed finds the key on.
 * <li>The store of OFF and the look at whether folding is scheduled are volatile; so are the note that it is scheduled
 *     no more and the look at the keys ({@link Folding}): one of the two sees the other.
 * <li>A key is folded under its monitor, which the updater that waits for the end of it takes.
 * </ol>
 */
class DeferredKey implements StaticKey {

    private static final int FOLDED = 0;
    private static final int OFF = 1;
    private static final int ON = 2;
    private static final int FOLDING = 3;

    private static final VarHandle STATE;
    private static final MethodHandle LOAD;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            STATE = lookup.findVarHandle(DeferredKey.class, "state", int.class);
            LOAD = lookup.findVirtual(DeferredKey.class, "isOn", MethodType.methodType(boolean.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Folding folding;
    private final KeySite site;
    @SuppressWarnings("unused") // by STATE
    private int state;
    private long offSince; // published by the store of OFF

    /**
     * A key, folded.
     *
     * @param folding folds it, in time
     * @param site    given what loads the key's state, makes the site
     */
    DeferredKey(Folding folding, Function<MethodHandle, KeySite> site) {
        this.folding = folding;
        this.site = site.apply(LOAD.bindTo(this));
    }

    private boolean isOn() {
        return (int) STATE.getAcquire(this) == ON;
    }

    private int loadVolatileState() {
        return (int) STATE.getVolatile(this);
    }

    private void storeVolatileState(int value) {
        STATE.setVolatile(this, value);
    }

    @Override
    public boolean isEnabled() {
        return isOn();
    }

    @Override
    public boolean enable() {
        if (isOn()) {
            return false;
        }
        if (!STATE.compareAndSet(this, OFF, ON)) {
            arm();
        }
        folding.patched();
        return true;
    }

    /** Of a key that is folded, or is being folded. If this throws, the key is off. */
    private void arm() {
        folding.beforeSite();
        if (!turnOnUnlessFolded()) {
            armSite();
        }
    }

    /**
     * Waits for the folding of this key, which takes as long as patching one call site: ordering 4. Returns whether the
     * key was armed still, since its folding threw.
     */
    private synchronized boolean turnOnUnlessFolded() {
        boolean isArmed = loadVolatileState() == OFF;
        folding.add(this);
        storeVolatileState(ON); // orderings 1 and 2
        return isArmed;
    }

    private void armSite() {
        try {
            site.arm(true);
        } catch (Throwable thrown) {
            settle();
            folding.wanted();
            throw thrown;
        }
    }

    /** After a patch of the site, which may have thrown: the key is off, and as its site is. */
    private synchronized void settle() {
        boolean isFolded = !site.isArmed();
        if (isFolded) {
            folding.remove(this);
        }
        storeVolatileState(isFolded ? FOLDED : OFF);
    }

    @Override
    public boolean disable() {
        if (!isOn()) {
            return false;
        }
        offSince = folding.nanoTime();
        storeVolatileState(OFF); // ordering 3
        folding.patched();
        folding.wanted();
        return true;
    }

    /** When this key was turned off, as a time of the folding's clock; only of a key that was seen off. */
    long offSince() {
        return offSince;
    }

    /** Whether it is armed, and off. What was written before it was turned off is seen. */
    boolean mayFold() {
        return loadVolatileState() == OFF;
    }

    /** Takes the key from the updater, if it is armed and off. */
    boolean claim() {
        return STATE.compareAndSet(this, OFF, FOLDING);
    }

    /**
     * Folds the key if it is armed and off. Of the folding thread.
     *
     * @return whether it did
     */
    final synchronized boolean fold() {
        if (!claim()) {
            return false;
        }
        try {
            site.arm(false);
        } finally {
            settle();
        }
        return true;
    }

    @Override
    public MethodHandle test() {
        return folding.join(site.test());
    }
}
