package io.crossfade.phase;

/**
 * Room between what two claims write, however the collector has put them side by side: 128 bytes, since processors fetch
 * lines of 64 in pairs. Without it, threads on connections of their own write to one line.
 */
@SuppressWarnings("unused")
abstract class ClaimPadding {

    /** Fills the gap behind the object's header, into which the JVM would put a field of the claim's. */
    int gap;

    long p00;
    long p01;
    long p02;
    long p03;
    long p04;
    long p05;
    long p06;
    long p07;
    long p08;
    long p09;
    long p10;
    long p11;
    long p12;
    long p13;
    long p14;
    long p15;
}
