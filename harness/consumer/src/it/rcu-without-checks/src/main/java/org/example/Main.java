package org.example;

/** The canary: RCU alone brings no checks, so that this must not compile. */
public final class Main {

    public static void main(String[] args) {
        System.out.println(org.tracepointlab.check.torture.Torture.class);
    }
}
