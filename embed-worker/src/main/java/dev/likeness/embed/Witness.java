package dev.likeness.embed;

import dev.likeness.faces.Outcome;
import dev.likeness.faces.Reason;
import dev.likeness.faces.Source;

/** Receives the result of each record. Called by every thread of a topology. */
interface Witness {
  /** The record at {@code source} is taken in hand. */
  void begin(Source source);

  /** It is put away, whether it has an outcome or something broke. */
  void end(Source source);

  /** A record has an outcome. */
  void outcome(Outcome outcome);

  /** The record at {@code source} became a dead letter. */
  void deadLetter(Reason reason, Source source);
}
