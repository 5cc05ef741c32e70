package io.crossfade.simulate;

/** Which kinds of mishaps a history has. Few kinds at a time find more than all at once. */
final class Faults {

    final boolean kills;
    final boolean killsAtWrites;
    final boolean pauses;
    final boolean cutsOff;
    final boolean losesMessages;
    final boolean repeatsMessages;
    final boolean breaksSessions;
    final boolean leasesRunOut;
    final boolean restarts;
    final boolean goodbyes;
    final boolean takesOver;
    final boolean losesLocks;
    final boolean lateMessages;
    final boolean deschedules;
    final boolean killsAtCommands;
    final boolean startsAnother;
    final boolean losesConnections;
    final boolean clones;
    /** Whether who has asked the registry of a silent instance goes on late with the answer. */
    final boolean answersLate;

    /** @param any whether there are any at all */
    Faults(Chance chance, boolean any) {
        int likely = (chance.below(3) * 35 + 10) * (any ? 1 : 0);
        kills = chance.percent(likely);
        killsAtWrites = chance.percent(likely);
        pauses = chance.percent(likely);
        cutsOff = chance.percent(likely);
        losesMessages = chance.percent(likely);
        repeatsMessages = chance.percent(likely);
        breaksSessions = chance.percent(likely);
        leasesRunOut = chance.percent(likely);
        restarts = chance.percent(likely);
        goodbyes = chance.percent(likely);
        takesOver = chance.percent(likely);
        losesLocks = chance.percent(likely);
        lateMessages = chance.percent(likely);
        deschedules = chance.percent(any ? likely + 15 : 0);
        killsAtCommands = chance.percent(likely);
        startsAnother = chance.percent(likely);
        losesConnections = chance.percent(likely);
        clones = chance.percent(likely);
        answersLate = any && chance.seed % 4 == 3;
    }
}
