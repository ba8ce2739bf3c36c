package dev.likeness.search.store;

import dev.likeness.faces.Embedding;
import dev.likeness.faces.Forgotten;
import dev.likeness.faces.Metadata;
import dev.likeness.faces.Outcome;
import dev.likeness.faces.Rejection;
import dev.likeness.faces.Vector;
import dev.likeness.index.Candidate;
import dev.likeness.index.FaceEntry;
import dev.likeness.index.StoredFace;
import dev.likeness.topics.OutcomePayload;
import java.util.Map;
import java.util.Objects;

/** Outcomes to what the index keeps of them, and back. */
public final class IndexedOutcome {
  /** The attribute of a rejected face that says why. */
  static final String REASON = "likeness.reason";

  /** Stands for a vector that was not asked for. It can be compared with no face's. */
  private static final Vector LEFT_OUT = Vector.of(1);

  private IndexedOutcome() {}

  static FaceEntry entry(Outcome outcome) {
    return switch (outcome) {
      case Embedding e ->
          FaceEntry.embedded(
              e.source(),
              e.vector(),
              e.metadata().attributes(),
              e.enrolledAt().toEpochMilli(),
              OutcomePayload.of(e));
      case Rejection r ->
          FaceEntry.rejected(r.source(), Map.of(REASON, r.reason().name()), OutcomePayload.of(r));
      case Forgotten f -> FaceEntry.forgotten(f.source());
    };
  }

  static Outcome outcome(StoredFace face) {
    return switch (face.kind()) {
      case EMBEDDED ->
          OutcomePayload.embedding(
              face.payload(), Objects.requireNonNullElse(face.vector(), LEFT_OUT));
      case REJECTED -> OutcomePayload.rejection(face.payload());
      case FORGOTTEN -> new Forgotten(face.source());
    };
  }

  /** What was attached to a face that was found. */
  public static Metadata metadata(Candidate candidate) {
    return OutcomePayload.metadata(candidate.payload());
  }
}
