package dev.likeness.web.access;

/** Lets the audit know of answers that are written bit by bit, which it cannot see by itself. */
public interface AuditedStreams {
  /**
   * Says that the request which this thread answers gets a stream, before it is opened.
   *
   * @throws dev.likeness.web.Problem {@link dev.likeness.web.Code#AUDIT_UNAVAILABLE}
   */
  void begins();
}
