/*
 * Measures of liburcu what the lab's benchmarks measure of the lab's own flavours. There is one program for each
 * flavour, chosen by FLAVOUR_memb, FLAVOUR_mb or FLAVOUR_qsbr. With _LGPL_SOURCE the read side is inlined; without it
 * the read side is called.
 *
 * Prints lines of: case,readers,statistic,nanoseconds. Each figure has a proof: sections add up what they loaded, and
 * the busy reader must have gone through sections during a wait. Exits with 70 if a proof fails.
 *
 * Usage: peer MILLIS   (for each measurement; a fifth of it warms up)
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#if defined(FLAVOUR_memb)
#include <urcu/urcu-memb.h>
#define RCU(name) urcu_memb_##name
#elif defined(FLAVOUR_mb)
#include <urcu/urcu-mb.h>
#define RCU(name) urcu_mb_##name
#elif defined(FLAVOUR_qsbr)
#include <urcu/urcu-qsbr.h>
#define RCU(name) urcu_qsbr_##name
#else
#error "expected -DFLAVOUR_memb, -DFLAVOUR_mb or -DFLAVOUR_qsbr"
#endif

#define LOOP 10000
#define CALLS_A_LOOK 8 /* so that the clock is no part of what is timed */
#define LINE 128
#define MOST_SAMPLES 2000000

struct node {
    long value;
};

static struct node first = {1};
static struct node *pointer = &first;

static struct {
    char before[LINE];
    long sections; /* of the busy reader */
    char between[LINE];
    int running;
    char after[LINE];
} shared;

static long *samples;

static long now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000000000L + time.tv_nsec;
}

static void quiescent_state(void)
{
#ifdef FLAVOUR_qsbr
    urcu_qsbr_quiescent_state();
#endif
}

static void fail(const char *what)
{
    fprintf(stderr, "peer: %s\n", what);
    exit(70);
}

static long load(void)
{
    return __atomic_load_n(&pointer, __ATOMIC_ACQUIRE)->value;
}

static long sections(void)
{
    long sum = 0;
    for (int i = 0; i < LOOP; i++) {
        RCU(read_lock)();
        sum += load();
        RCU(read_unlock)();
    }
    return sum;
}

static long bare_loads(void)
{
    long sum = 0;
    for (int i = 0; i < LOOP; i++)
        sum += load();
    return sum;
}

/* Mean time of one of the LOOP operations of a call, for so long. */
static double mean(long (*loop)(void), long nanos)
{
    long start = now();
    long end = start + nanos;
    long calls = 0;
    long time = start;
    while (time < end) {
        for (int i = 0; i < CALLS_A_LOOK; i++) {
            if (loop() != LOOP)
                fail("expected each section to load 1");
            quiescent_state();
        }
        calls += CALLS_A_LOOK;
        time = now();
    }
    return (double) (time - start) / (double) (calls * LOOP);
}

static int compare(const void *a, const void *b)
{
    long x = *(const long *) a;
    long y = *(const long *) b;
    return (x > y) - (x < y);
}

/* Waits back to back for so long; returns how many. */
static long synchronize_for(long nanos, double *mean_nanos)
{
    long start = now();
    long end = start + nanos;
    long n = 0;
    long time = start;
    while (time < end && n < MOST_SAMPLES) {
        RCU(synchronize_rcu)();
        long after = now();
        samples[n++] = after - time;
        time = after;
    }
    *mean_nanos = (double) (time - start) / (double) n;
    return n;
}

static void synchronize_case(int readers, long nanos)
{
    double mean_nanos;
    synchronize_for(nanos / 5, &mean_nanos);
    long before = __atomic_load_n(&shared.sections, __ATOMIC_RELAXED);
    long n = synchronize_for(nanos, &mean_nanos);
    if (readers > 0 && __atomic_load_n(&shared.sections, __ATOMIC_RELAXED) == before)
        fail("expected the reader to have run, found that it did not");
    qsort(samples, (size_t) n, sizeof(long), compare);
    printf("synchronize,%d,mean,%.3f\n", readers, mean_nanos);
    printf("synchronize,%d,p50,%ld\n", readers, samples[n / 2]);
    printf("synchronize,%d,p99,%ld\n", readers, samples[n * 99 / 100]);
}

static void *busy_reader(void *unused)
{
    long n = 0;
    RCU(register_thread)();
    while (__atomic_load_n(&shared.running, __ATOMIC_RELAXED)) {
        RCU(read_lock)();
        __atomic_store_n(&shared.sections, ++n, __ATOMIC_RELAXED);
        RCU(read_unlock)();
        quiescent_state();
    }
    RCU(unregister_thread)();
    return unused;
}

static void measure_sections(long nanos)
{
    RCU(register_thread)();
    mean(sections, nanos / 5);
    printf("section,1,mean,%.4f\n", mean(sections, nanos));
    mean(bare_loads, nanos / 5);
    printf("bare-load,1,mean,%.4f\n", mean(bare_loads, nanos));
    RCU(unregister_thread)();
}

static void measure_with_a_reader(long nanos)
{
    pthread_t reader;
    shared.running = 1;
    if (pthread_create(&reader, NULL, busy_reader, NULL) != 0)
        fail("expected a second thread, found that none could be started");
    while (__atomic_load_n(&shared.sections, __ATOMIC_RELAXED) == 0) {
    }
    synchronize_case(1, nanos);
    __atomic_store_n(&shared.running, 0, __ATOMIC_RELAXED);
    pthread_join(reader, NULL);
}

int main(int argc, char **argv)
{
    long millis = argc == 2 ? strtol(argv[1], NULL, 10) : 0;
    if (millis < 1 || millis > 60000) {
        fprintf(stderr, "usage: peer MILLIS, 1 to 60000\n");
        return 64;
    }
    samples = malloc(MOST_SAMPLES * sizeof(long));
    if (samples == NULL)
        fail("expected memory for the samples, found none");
    for (long i = 0; i < MOST_SAMPLES; i++)
        samples[i] = 0; /* its pages are there before anything is timed */
#ifndef FLAVOUR_qsbr
    RCU(init)();
#endif
    measure_sections(millis * 1000000L);
    synchronize_case(0, millis * 1000000L);
    measure_with_a_reader(millis * 1000000L);
    free(samples);
    return 0;
}
