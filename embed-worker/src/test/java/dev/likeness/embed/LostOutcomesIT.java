package dev.likeness.embed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.broker.BrokerSettings;
import dev.likeness.broker.DataDirectory;
import dev.likeness.broker.EmbeddedBroker;
import dev.likeness.faces.FaceKey;
import dev.likeness.faces.Forgotten;
import dev.likeness.faces.Outcome;
import dev.likeness.faces.Reason;
import dev.likeness.faces.Rejection;
import dev.likeness.faces.Source;
import dev.likeness.topics.EnrollmentRecords;
import dev.likeness.topics.OutcomeSerde;
import dev.likeness.topics.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Which outcomes are found lost, over logs that are written here record by record. */
@Timeout(120)
final class LostOutcomesIT {
  private static final AtomicInteger MODELS = new AtomicInteger();
  private static final FaceKey ADA = FaceKey.parse("default/ada/1");
  private static final byte[] PHOTO = {1};

  @TempDir private static Path directory;
  private static EmbeddedBroker broker;
  private static Producer<byte[], byte[]> producer;

  private final String model = "m" + MODELS.incrementAndGet();
  private long begin;

  @BeforeAll
  static void startAll() throws Exception {
    broker = EmbeddedBroker.start(DataDirectory.lock(directory), BrokerSettings.local(0));
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrap()),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    makeTopic(Topics.ENROLLMENTS);
  }

  @AfterAll
  static void stopAll() {
    producer.close();
    broker.close();
  }

  @BeforeEach
  void start() throws Exception {
    makeTopic(Topics.embeddings(model));
    begin = enroll(ADA.toBytes(), PHOTO);
    outcome(embedded(begin), false);
  }

  @Test
  void shouldFindNothingLostWhereTheLastEnrollmentHasItsOutcome() throws Exception {
    // Given
    long last = enroll(ADA.toBytes(), PHOTO);
    outcome(embedded(last), false);

    // When, Then
    assertThat(first(Duty.EMBED, last + 1)).isEqualTo(last + 1);
  }

  @Test
  void shouldFindTheFirstAfterTheLastOutcomeThereIs() throws Exception {
    // Given
    long lost = enroll(ADA.toBytes(), PHOTO);
    long alsoLost = enroll(ADA.toBytes(), null);

    // When, Then
    assertThat(first(Duty.EMBED, alsoLost + 1)).isEqualTo(lost);
    assertThat(first(Duty.FORGET, alsoLost + 1)).isEqualTo(alsoLost);
  }

  @Test
  void shouldPassOverWhatHasNoOutcome() throws Exception {
    // Given
    enroll("no-face-key".getBytes(StandardCharsets.UTF_8), PHOTO);
    ProducerRecord<byte[], byte[]> removal =
        new ProducerRecord<>(Topics.ENROLLMENTS, ADA.toBytes(), null);
    removal.headers().add(EnrollmentRecords.STRAY, new byte[0]);
    long last = producer.send(removal).get().offset();

    // When, Then
    assertThat(first(Duty.EMBED, last + 1)).isEqualTo(last + 1);
  }

  @Test
  void shouldFindAllLostWhereNoOutcomeIsLeft() throws Exception {
    // Given
    makeTopic(Topics.embeddings("empty" + model));

    // When
    long first = lost("empty" + model, Duty.EMBED).first(0, begin + 1);

    // Then
    assertThat(first).isZero();
  }

  /** A worker that was killed wrote some once more; the log ends within those. */
  @Test
  void shouldGoBackToTheLastOutcomeWhereSomeWereWrittenTwice() throws Exception {
    // Given
    long second = enroll(ADA.toBytes(), PHOTO);
    long third = enroll(ADA.toBytes(), PHOTO);
    outcome(embedded(second), false);
    outcome(embedded(third), false);
    outcome(embedded(second), false);

    // When, Then
    assertThat(first(Duty.EMBED, third + 1)).isEqualTo(third);
  }

  @Test
  void shouldLookBehindTombstonesThatWerePassedOnAlone() throws Exception {
    // Given
    long lost = enroll(ADA.toBytes(), PHOTO);
    long end = 0;
    for (int i = 0; i < 20; i++) {
      end = enroll(ADA.toBytes(), null) + 1;
      outcome(new Forgotten(new Source(0, end - 1)), true);
    }

    // When, Then
    assertThat(first(Duty.EMBED, end)).isEqualTo(lost);
    assertThat(first(Duty.FORGET, end)).isEqualTo(end);
  }

  private long first(Duty duty, long committed) {
    return lost(model, duty).first(0, committed);
  }

  private static LostOutcomes lost(String model, Duty duty) {
    return new LostOutcomes(
        () ->
            new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrap()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer()),
        model,
        duty,
        1);
  }

  private static long enroll(byte[] key, byte @Nullable [] value) throws Exception {
    return producer.send(new ProducerRecord<>(Topics.ENROLLMENTS, key, value)).get().offset();
  }

  private static Outcome embedded(long offset) {
    return new Rejection(Reason.NO_FACE, "as good as any outcome", new Source(0, offset));
  }

  private void outcome(Outcome outcome, boolean passedOn) throws Exception {
    String topic = Topics.embeddings(model);
    ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, 0, ADA.toBytes(), null);
    byte[] value = new OutcomeSerde().serializer().serialize(topic, record.headers(), outcome);
    ProducerRecord<byte[], byte[]> whole =
        new ProducerRecord<>(topic, 0, ADA.toBytes(), value, record.headers());
    if (passedOn) {
      whole.headers().add(ForgetTopology.PASSED_ON, new byte[0]);
    }
    producer.send(whole).get();
  }

  private static void makeTopic(String name) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
      admin.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all().get();
    }
  }
}
