package org.tracepointlab.tracepoint;

import java.util.List;

/**
 * The probes of a tracepoint in the order in which they are called: an immutable array that is never empty. A
 * tracepoint without probes has no array, but null.
 *
 * <p>Semantics are those of {@code func_add} and {@code func_remove} in the kernel's kernel/tracepoint.c, with two
 * differences: removing a probe that is not there is an error here even while others are (the kernel accepts it), and
 * removing "null" is an error (in the kernel it removes all).
 */
public final class ProbeArray {

    private final ProbeEntry[] entries;
    /** The first entry's: a reader loads it from here, and not through the array and the entry. */
    private final Object firstData;
    /** The first link of the chain, once it has been asked for. */
    private Link link;

    private ProbeArray(ProbeEntry[] entries) {
        this.entries = entries;
        this.firstData = entries[0].data();
    }

    /** The number of probes, at least 1. */
    public int size() {
        return entries.length;
    }

    /** The probe that is called at position {@code index}, from 0. */
    public ProbeEntry entry(int index) {
        return entries[index];
    }

    /** The probe that is called first: its data is what a reader loads. */
    public ProbeEntry first() {
        return entries[0];
    }

    /** All probes in order. */
    public List<ProbeEntry> toList() {
        return List.of(entries);
    }

    /** The data of the first probe; a method, so that the read side finds it by name. */
    Object firstData() {
        return firstData;
    }

    /**
     * The chain of all probes. The updater asks for it before it publishes the array, so that readers find it there.
     * Any two are as good as one another, as links are immutable.
     */
    Link link() {
        Link made = link;
        return made != null ? made : makeLink();
    }

    private Link makeLink() {
        return link = LinkChain.of(entries);
    }

    /**
     * The array with one more probe: it goes before the first one of strictly lower priority, so after its equals.
     *
     * @param old the present array, or null
     * @throws TracepointException EINVAL if {@code func} is null; EEXIST if that func is there with that data already,
     *                             in which case nothing has been allocated for an array
     */
    static ProbeArray add(ProbeArray old, ProbeFunction func, Object data, int prio) {
        if (func == null) {
            throw new TracepointException(Errno.EINVAL, "no func to register; give a probe");
        }
        if (old == null) {
            return new ProbeArray(new ProbeEntry[] {new ProbeEntry(func, data, prio)});
        }
        if (old.indexOf(func, data) >= 0) {
            throw new TracepointException(Errno.EEXIST,
                    func + " is registered with this data already; unregister it first, or use other data");
        }
        int length = old.entries.length;
        int at = old.insertionPoint(prio);
        ProbeEntry[] entries = new ProbeEntry[length + 1];
        System.arraycopy(old.entries, 0, entries, 0, at);
        entries[at] = new ProbeEntry(func, data, prio);
        System.arraycopy(old.entries, at, entries, at + 1, length - at);
        return new ProbeArray(entries);
    }

    /**
     * The array without one of its probes, or null if that was the last one.
     *
     * @param old the present array, or null
     * @throws TracepointException ENOENT if there are no probes, or not that one; EINVAL if {@code func} is null
     */
    static ProbeArray remove(ProbeArray old, ProbeFunction func, Object data) {
        if (old == null) {
            throw new TracepointException(Errno.ENOENT, "there are no probes to unregister");
        }
        if (func == null) {
            throw new TracepointException(Errno.EINVAL, "no func to unregister; name each probe that is to go");
        }
        int at = old.indexOf(func, data);
        if (at < 0) {
            throw new TracepointException(Errno.ENOENT, func + " is not registered with this data;"
                    + " unregister with the same probe and the same data object as in register");
        }
        int length = old.entries.length - 1;
        if (length == 0) {
            return null;
        }
        ProbeEntry[] entries = new ProbeEntry[length];
        System.arraycopy(old.entries, 0, entries, 0, at);
        System.arraycopy(old.entries, at + 1, entries, at, length - at);
        return new ProbeArray(entries);
    }

    private int indexOf(ProbeFunction func, Object data) {
        for (int i = 0; i < entries.length; i++) {
            if (entries[i].is(func, data)) {
                return i;
            }
        }
        return -1;
    }

    private int insertionPoint(int prio) {
        for (int i = 0; i < entries.length; i++) {
            if (entries[i].prio() < prio) {
                return i;
            }
        }
        return entries.length;
    }

    @Override
    public String toString() {
        return toList().toString();
    }
}
