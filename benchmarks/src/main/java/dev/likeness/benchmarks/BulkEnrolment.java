package dev.likeness.benchmarks;

import dev.likeness.faces.FaceKey;
import dev.likeness.faces.Metadata;
import dev.likeness.topics.EnrollmentRecords;
import dev.likeness.topics.Topics;
import dev.likeness.vision.FaceEngine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** How many photos a second the pipeline embeds, against a bare loop over the same photos. */
final class BulkEnrolment {
  /** Who watches is not to take the broker's time: without these it is asked for every outcome. */
  private static final Duration POLL = Duration.ofMillis(100);

  private static final int FETCHED_BYTES = 1 << 20;

  private static final long PATIENCE_NANOS = Duration.ofMinutes(10).toNanos();

  private BulkEnrolment() {}

  /** Photos a second enrolled by the engine alone. */
  static double bare(FaceEngine engine, List<byte[]> photos, int threads)
      throws InterruptedException, ExecutionException {
    return Load.closed(threads, photos.size(), i -> engine.enroll(photos.get(i))).perSecond();
  }

  /** Photos a second through the topic, from the first one sent to the last outcome published. */
  static double throughTheTopic(
      String bootstrap, String model, int partitions, String gallery, List<byte[]> photos)
      throws InterruptedException, ExecutionException {
    List<TopicPartition> all =
        IntStream.range(0, partitions)
            .mapToObj(p -> new TopicPartition(Topics.embeddings(model), p))
            .toList();
    try (Consumer<byte[], byte[]> outcomes =
            new KafkaConsumer<>(
                Map.of(
                    ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap,
                    ConsumerConfig.FETCH_MIN_BYTES_CONFIG, FETCHED_BYTES,
                    ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, (int) POLL.toMillis()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
      outcomes.assign(all);
      outcomes.seekToEnd(all);
      all.forEach(outcomes::position);
      long start = System.nanoTime();
      List<Future<?>> sent = new ArrayList<>();
      for (int i = 0; i < photos.size(); i++) {
        FaceKey key = new FaceKey(gallery, "bulk-" + i, "1");
        sent.add(producer.send(EnrollmentRecords.photo(key, photos.get(i), Metadata.NONE, null)));
      }
      for (Future<?> one : sent) {
        one.get();
      }
      Set<FaceKey> seen = new HashSet<>();
      while (seen.size() < photos.size()) {
        if (System.nanoTime() - start > PATIENCE_NANOS) {
          throw new IllegalStateException(
              "only " + seen.size() + " of " + photos.size() + " photos were embedded");
        }
        for (ConsumerRecord<byte[], byte[]> record : outcomes.poll(POLL)) {
          FaceKey key = FaceKey.fromBytes(record.key());
          if (key.gallery().equals(gallery)) {
            seen.add(key);
          }
        }
      }
      return photos.size() * 1e9 / (System.nanoTime() - start);
    }
  }
}
