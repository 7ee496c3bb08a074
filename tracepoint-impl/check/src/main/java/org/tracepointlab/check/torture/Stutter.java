package org.tracepointlab.check.torture;

/** Stops all threads now and again and sets them off at once: the step from idle to busy is where mistakes hide. */
final class Stutter {

    private boolean paused;

    synchronized boolean isPaused() {
        return paused;
    }

    synchronized void pause() {
        paused = true;
    }

    synchronized void resume() {
        paused = false;
        notifyAll();
    }

    /** Returns once nobody is paused. */
    synchronized void await() throws InterruptedException {
        while (paused) {
            wait();
        }
    }
}
