/**
 * Events from laboratories and what they do: accepted once, in order per specimen, each one run, with an audit trail from event to
 * result. Moduli and stiffnesses are in GPa whatever the sender's unit.
 */
@NullMarked
package io.temper.events;

import org.jspecify.annotations.NullMarked;
