package io.temper.events;

import java.time.Instant;

/** What happened to an event and when. */
public record Audit(Instant time, String what) {}
