package org.tracepointlab.tracepoint;

/** Why an update was rejected. Names and meanings are the kernel's (include/uapi/asm-generic/errno-base.h). */
public enum Errno {
    /** There is no such probe. */
    ENOENT,
    /** That is there already: the same func with the same data, or the same name. */
    EEXIST,
    /** An argument is not allowed: no func, or a func of the wrong type. */
    EINVAL,
    /** The tracepoint has probes. */
    EBUSY
}
