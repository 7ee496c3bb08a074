package org.tracepointlab.patching;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.invoke.WrongMethodTypeException;

/** The one check that all flavours make. */
final class Types {

    private Types() {
    }

    static MethodHandle exactly(MethodType type, MethodHandle target) {
        if (!target.type().equals(type)) {
            throw new WrongMethodTypeException(
                    "a static call of type " + type + " cannot call a target of type " + target.type());
        }
        return target;
    }
}
