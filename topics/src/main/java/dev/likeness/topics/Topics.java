package dev.likeness.topics;

import java.util.Optional;

/** The names of the topics, and of the groups that feed the embeddings. */
public final class Topics {
  /** Photos by face key; a null value withdraws the face. Compacted, never expires by time. */
  public static final String ENROLLMENTS = "likeness.enrollments";

  /**
   * Records that carry no face key, or stand on another partition than their key's, each with the
   * reason it could not be taken in; see {@link DeadLetters}. Compacted, kept for 30 days.
   */
  public static final String DEAD_LETTERS = "likeness.dead-letters";

  /**
   * Which generation of the index answers and the rates of galleries, see {@link ControlState}.
   * Compacted, one partition.
   */
  public static final String CONTROL = "likeness.control";

  /** The keys that open the API, see {@link AccessState}. Compacted, one partition. */
  public static final String ACCESS = "likeness.access";

  /** Who asked what, and what was decided, see {@link AuditEvent}. Expires by time. */
  public static final String AUDIT = "likeness.audit";

  private static final String EMBEDDINGS_PREFIX = "likeness.embeddings.";

  private Topics() {}

  /**
   * What became of every enrollment under one model. Compacted; same keys and as many partitions as
   * {@link #ENROLLMENTS}.
   *
   * @param model a model card's id
   */
  public static String embeddings(String model) {
    return EMBEDDINGS_PREFIX + model;
  }

  /** The model whose {@link #embeddings} a topic holds; empty if it is another topic. */
  public static Optional<String> model(String topic) {
    return topic.startsWith(EMBEDDINGS_PREFIX)
        ? Optional.of(topic.substring(EMBEDDINGS_PREFIX.length()))
        : Optional.empty();
  }

  /**
   * The consumer group that embeds with one model. Its committed offsets tell how far that model
   * has come.
   *
   * @param model a model card's id
   */
  public static String embedGroup(String model) {
    return "likeness-embed-" + model;
  }

  /**
   * The consumer group that passes tombstones on to the embeddings of a model which embeds no more.
   *
   * @param model a model card's id
   */
  public static String forgetGroup(String model) {
    return "likeness-forget-" + model;
  }
}
