package io.crossfade.control.lead;

import java.util.Optional;

/**
 * Whether a control plane leads.
 *
 * @param term of leading; 0 if it doesn't, and where there can be only one control plane
 * @param leader where the one listens that leads, if it is another one and is known
 * @param trouble why it neither leads nor knows who does; empty if nothing is wrong
 */
public record Standing(boolean leads, long term, Optional<String> leader, String trouble) {}
