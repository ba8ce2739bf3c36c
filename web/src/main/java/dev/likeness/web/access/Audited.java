package dev.likeness.web.access;

import dev.likeness.topics.AuditEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An answer that decided something about somebody. */
public interface Audited {
  /** What was decided. */
  Facts facts();

  /**
   * What the audit keeps of a decision.
   *
   * @param model that decided
   * @param threshold that decided
   * @param decisions one a face that was asked about, and more where several subjects matched
   */
  record Facts(
      @Nullable String model, @Nullable Float threshold, List<AuditEvent.Decided> decisions) {
    static final Facts NONE = new Facts(null, null, List.of());
  }
}
