package dev.likeness.search.store;

import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * By which leader of its partition each record of a topic was written, as far as they were read.
 * Consumers' threads write, any may ask.
 */
final class LeaderEpochs {
  private final Map<Integer, NavigableMap<Long, Integer>> begun = new ConcurrentHashMap<>();

  /** A record was read. Those of a partition come in the order of their offsets. */
  void read(ConsumerRecord<?, ?> record) {
    record
        .leaderEpoch()
        .ifPresent(epoch -> {
          NavigableMap<Long, Integer> known =
              begun.computeIfAbsent(record.partition(), _ -> new ConcurrentSkipListMap<>());
          Map.@Nullable Entry<Long, Integer> before = known.floorEntry(record.offset());
          if (before == null || !before.getValue().equals(epoch)) {
            known.tailMap(record.offset(), true).clear(); // of a log that was cut
            known.put(record.offset(), epoch);
          }
        });
  }

  /** The epoch of the leader that wrote a record that was read; empty if it is not known. */
  Optional<Integer> at(int partition, long offset) {
    NavigableMap<Long, Integer> known = begun.get(partition);
    return Optional.ofNullable(known == null ? null : known.floorEntry(offset))
        .map(Map.Entry::getValue);
  }
}
