package dev.likeness.runtime;

import java.time.Instant;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * A partition whose readers wait, because a transaction is open on it.
 *
 * @param where the partition
 * @param offset where the transaction began: what stands there or later has not taken effect
 * @param records how many offsets that are
 * @param producer the transactional id of whoever opened it; null if the broker did not say
 * @param since when it was opened, as far as is known
 */
public record HeldBack(
    TopicPartition where, long offset, long records, @Nullable String producer, Instant since) {
  @Override
  public String toString() {
    return where
        + " is read to offset "
        + offset
        + " only: a transaction"
        + (producer == null ? "" : " of transactional.id '" + producer + "'")
        + " is open since "
        + since
        + ", "
        + records
        + " offsets wait for its end; have its producer commit or abort it";
  }
}
