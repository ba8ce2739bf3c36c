package dev.likeness.benchmarks;

import dev.likeness.faces.Box;
import dev.likeness.faces.Embedding;
import dev.likeness.faces.Landmarks;
import dev.likeness.faces.Metadata;
import dev.likeness.faces.Outcome;
import dev.likeness.faces.Point;
import dev.likeness.faces.Quality;
import dev.likeness.faces.Source;
import dev.likeness.faces.Vector;
import dev.likeness.topics.OutcomeSerde;
import dev.likeness.topics.Partitions;
import dev.likeness.topics.Topics;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Synthetic faces as outcomes, and their way to the embeddings topic. */
final class SyntheticOutcomes {
  private SyntheticOutcomes() {}

  static Embedding embedding(String model, float[] vector, Source source, Metadata metadata) {
    Point point = new Point(1, 1);
    return new Embedding(
        model,
        Vector.normalized(vector),
        new Box(0, 0, 100, 100),
        new Landmarks(point, point, point, point, point),
        1,
        new Quality(100, 100, 128, 0, 0, 0),
        "00".repeat(32),
        source,
        Instant.EPOCH,
        metadata);
  }

  /** Publishes every face, shows it to {@code exact} on the way, and waits for the broker. */
  static void publish(
      SyntheticFaces faces, String bootstrap, String model, @Nullable ExactNeighbours exact)
      throws ExecutionException, InterruptedException {
    Map<String, Object> config =
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrap,
            ProducerConfig.LINGER_MS_CONFIG,
            5,
            ProducerConfig.BATCH_SIZE_CONFIG,
            1 << 18);
    AtomicReference<@Nullable Exception> failed = new AtomicReference<>();
    try (KafkaProducer<byte[], Outcome> producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new OutcomeSerde().serializer())) {
      for (int i = 0; i < faces.size(); i++) {
        float[] vector = faces.vector(i);
        if (exact != null) {
          exact.see(i, vector);
        }
        byte[] key = faces.key(i).toBytes();
        int partition = Partitions.of(key, Plan.PARTITIONS);
        Outcome outcome = embedding(model, vector, new Source(partition, 0), Metadata.NONE);
        Future<?> _ =
            producer.send(
                new ProducerRecord<>(Topics.embeddings(model), partition, key, outcome),
                (_, e) -> {
                  if (e != null) {
                    failed.set(e);
                  }
                });
      }
      producer.flush();
    }
    if (failed.get() != null) {
      throw new ExecutionException("a synthetic face was not published", failed.get());
    }
  }
}
