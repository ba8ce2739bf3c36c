package dev.likeness.search.store;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How far consumers have read the partitions of a topic, whatever stands there. A partition may end
 * with marks of transactions, with aborted records, or with offsets whose records were compacted
 * away: a consumer comes past them, but hands out nothing that would tell. Consumers' threads
 * write, any may ask.
 */
final class ReadPositions {
  static final long NONE = -1;

  private final Map<Integer, Reading> readings = new ConcurrentHashMap<>();

  /**
   * @param last the offset of the last record handed out since the partition was assigned, {@link
   *     #NONE} if none was
   * @param position what is read next: nothing can be read between the two
   */
  private record Reading(long last, long position) {}

  /**
   * A consumer has polled.
   *
   * @param handedOut the offset of the last record it handed out of a partition now, {@link #NONE}
   *     if none
   * @param position what it reads of it next
   * @param isNew whether the partition has come to it since it polled before
   */
  void polled(int partition, long handedOut, long position, boolean isNew) {
    readings.compute(
        partition,
        (_, before) -> {
          boolean goesOn = !isNew && before != null && before.position() <= position;
          return new Reading(handedOut == NONE && goesOn ? before.last() : handedOut, position);
        });
  }

  /**
   * The offset to be read next by who has applied all that was handed out before {@code next}, and
   * had nothing left to apply before when the partition was assigned: {@code next} itself, or what
   * follows it after offsets of which nothing can be read.
   */
  long next(int partition, long next) {
    Reading reading = readings.get(partition);
    return reading == null || next <= reading.last() ? next : Math.max(next, reading.position());
  }
}
