package org.tracepointlab.patching;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.util.function.Function;

/**
 * A key whose site either says "off" or loads whether the key is on.
 *
 * <pre>
 *   FOLDED   the site says "off"             turn on: ON, then arm the site
 *   OFF      the site loads "off"            turn on: ON;  fold: FOLDING
 *   ON       the site loads "on"             turn off: OFF
 *   FOLDING  the site is being patched       turn on: wait until it is FOLDED;  fold ends: FOLDED
 * </pre>
 *
 * <p>The updater alone leaves FOLDED and ON; updater and folding thread compete for OFF, by compare-and-set. Readers
 * load a boolean of its own, on only while the state is ON: where they compared the state, compiled code that had met
 * only one result would be thrown away by the first reader that met the other one.
 *
 * <p>Orderings, and what each pairs with:
 * <ol>
 * <li>The store of "on" releases what the updater wrote before; the reader's load acquires it. A reader that finds the
 *     site folded sees no more than one that tested the key earlier.
 * <li>"On" is stored before the site is armed: whoever finds the site armed finds the key on.
 * <li>"Off" is stored before the state is OFF, and "on" after it is ON: a key that is folded is off.
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
    private static final VarHandle IS_ON;
    private static final MethodHandle LOAD;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            STATE = lookup.findVarHandle(DeferredKey.class, "state", int.class);
            IS_ON = lookup.findVarHandle(DeferredKey.class, "on", boolean.class);
            LOAD = lookup.findVirtual(DeferredKey.class, "loadAcquireOn", MethodType.methodType(boolean.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Folding folding;
    private final KeySite site;
    @SuppressWarnings("unused") // by STATE
    private int state;
    @SuppressWarnings("unused") // by IS_ON
    private boolean on;
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

    private boolean loadAcquireOn() {
        return (boolean) IS_ON.getAcquire(this);
    }

    private void storeReleaseOn(boolean value) {
        IS_ON.setRelease(this, value);
    }

    private int loadVolatileState() {
        return (int) STATE.getVolatile(this);
    }

    private void storeVolatileState(int value) {
        STATE.setVolatile(this, value);
    }

    @Override
    public boolean isEnabled() {
        return loadAcquireOn();
    }

    @Override
    public boolean enable() {
        if (loadAcquireOn()) {
            return false;
        }
        if (STATE.compareAndSet(this, OFF, ON)) {
            storeReleaseOn(true); // ordering 1
        } else {
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
     * Waits for the folding of this key, which takes as long as patching one call site: ordering 5. Returns whether the
     * key was armed still, since its folding threw.
     */
    private synchronized boolean turnOnUnlessFolded() {
        boolean isArmed = loadVolatileState() == OFF;
        folding.add(this);
        storeVolatileState(ON);
        storeReleaseOn(true); // orderings 1 to 3
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
        storeReleaseOn(false);
        boolean isFolded = !site.isArmed();
        if (isFolded) {
            folding.remove(this);
        }
        storeVolatileState(isFolded ? FOLDED : OFF);
    }

    @Override
    public boolean disable() {
        if (!loadAcquireOn()) {
            return false;
        }
        offSince = folding.nanoTime();
        storeReleaseOn(false); // ordering 3
        storeVolatileState(OFF); // ordering 4
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
