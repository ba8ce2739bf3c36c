package dev.likeness.benchmarks;

import dev.likeness.faces.Box;
import dev.likeness.faces.Embedding;
import dev.likeness.faces.FaceKey;
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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A gallery of synthetic faces, published straight to the embeddings topic: unit vectors in
 * clusters, one cluster a subject. Vectors and keys follow from the seed alone.
 */
final class SyntheticGallery {
  static final String NAME = "synthetic";
  private static final double SPREAD = 0.06;

  private final List<Vector> vectors = new ArrayList<>();
  private final List<FaceKey> keys = new ArrayList<>();

  /**
   * @param faces how many
   * @param perSubject how many of them share a subject
   */
  SyntheticGallery(int faces, int perSubject, int dimension, long seed) {
    Random random = new Random(seed);
    float[] centre = new float[dimension];
    for (int i = 0; i < faces; i++) {
      if (i % perSubject == 0) {
        for (int d = 0; d < dimension; d++) {
          centre[d] = (float) random.nextGaussian();
        }
        centre = Vector.normalized(centre).toArray();
      }
      float[] face = new float[dimension];
      for (int d = 0; d < dimension; d++) {
        face[d] = (float) (centre[d] + SPREAD * random.nextGaussian());
      }
      vectors.add(Vector.normalized(face));
      keys.add(new FaceKey(NAME, "subject-" + i / perSubject, "face-" + i % perSubject));
    }
  }

  /** Publishes every face and waits until the broker has them. */
  void publish(String bootstrap, String model, int partitions)
      throws ExecutionException, InterruptedException {
    Map<String, Object> config =
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrap,
            ProducerConfig.LINGER_MS_CONFIG,
            5,
            ProducerConfig.BATCH_SIZE_CONFIG,
            1 << 18);
    try (KafkaProducer<byte[], Outcome> producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new OutcomeSerde().serializer())) {
      List<Future<?>> sent = new ArrayList<>();
      for (int i = 0; i < vectors.size(); i++) {
        byte[] key = keys.get(i).toBytes();
        int partition = Partitions.of(key, partitions);
        sent.add(
            producer.send(
                new ProducerRecord<>(
                    Topics.embeddings(model), partition, key, outcome(model, i, partition))));
      }
      for (Future<?> one : sent) {
        one.get();
      }
    }
  }

  /** The subjects nearest to a probe by exhaustive comparison, most similar first. */
  List<String> nearestSubjects(Vector probe, int k) {
    Map<String, Float> best = new HashMap<>();
    for (int i = 0; i < vectors.size(); i++) {
      best.merge(keys.get(i).subject(), probe.cosine(vectors.get(i)), Math::max);
    }
    return best.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .limit(k)
        .map(Map.Entry::getKey)
        .toList();
  }

  FaceKey key(int i) {
    return keys.get(i);
  }

  private Outcome outcome(String model, int i, int partition) {
    Point point = new Point(1, 1);
    return new Embedding(
        model,
        vectors.get(i),
        new Box(0, 0, 100, 100),
        new Landmarks(point, point, point, point, point),
        1,
        new Quality(100, 100, 128, 0, 0, 0),
        "00".repeat(32),
        new Source(partition, 0),
        Instant.EPOCH,
        Metadata.NONE);
  }
}
