package dev.likeness.embed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.faces.FaceKey;
import dev.likeness.faces.Forgotten;
import dev.likeness.faces.Outcome;
import dev.likeness.faces.Source;
import dev.likeness.topics.ClosingRecords;
import dev.likeness.topics.EnrollmentRecords;
import dev.likeness.topics.OutcomeSerde;
import dev.likeness.topics.Partitions;
import dev.likeness.topics.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Properties;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The driver has one partition, 0. */
final class ForgetTopologyTest {
  private static final byte[] KEY = FaceKey.parse("default/ada/1").toBytes();
  private static final byte[] PHOTO = {1, 2, 3};
  private static final Instant THEN = Instant.ofEpochMilli(1_789_000_000_000L);

  private final TopologyTestDriver driver = driver(1);

  @AfterEach
  void close() {
    driver.close();
  }

  @Test
  void shouldPassATombstoneOnWithItsPlaceAndItsTrace() {
    // Given
    enrollments(driver).pipeInput(KEY, PHOTO);

    // When
    enrollments(driver)
        .pipeInput(
            new TestRecord<>(
                KEY,
                null,
                new RecordHeaders()
                    .add(
                        EnrollmentRecords.TRACEPARENT,
                        utf8("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"))
                    .add("other", utf8("not ours")),
                THEN));

    // Then
    TestOutputTopic<byte[], Outcome> outcomes = outcomes(driver);
    TestRecord<byte[], Outcome> only = outcomes.readRecord();
    assertThat(only.key()).isEqualTo(KEY);
    assertThat(only.value()).isEqualTo(new Forgotten(new Source(0, 1)));
    assertThat(only.getRecordTime()).isEqualTo(THEN);
    assertThat(only.headers().toArray())
        .extracting("key")
        .contains("traceparent", ForgetTopology.PASSED_ON)
        .doesNotContain("other");
    assertThat(outcomes.isEmpty()).isTrue();
  }

  @Test
  void shouldPassOnWhatClosesASegment() {
    // When
    enrollments(driver).pipeInput(ClosingRecords.key(0, 1).toBytes(), (byte[]) null);

    // Then
    assertThat(outcomes(driver).readValuesToList())
        .containsExactly(new Forgotten(new Source(0, 0)));
  }

  @Test
  void shouldLeaveEverythingElseAlone() {
    // Given
    FaceKey elsewhere = FaceKey.parse("default/ada/elsewhere");
    int partitions = 2;
    while (Partitions.of(elsewhere.toBytes(), partitions) == 0) {
      partitions++;
    }
    try (TopologyTestDriver wider = driver(partitions)) {
      // When
      enrollments(wider).pipeInput(KEY, PHOTO);
      enrollments(wider).pipeInput(elsewhere.toBytes(), (byte[]) null);
      enrollments(wider).pipeInput(utf8("no-face-key"), (byte[]) null);

      // Then
      assertThat(wider.producedTopicNames()).isEmpty();
    }
  }

  private static TopologyTestDriver driver(int partitions) {
    Properties config = new Properties();
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
    config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
    return new TopologyTestDriver(ForgetTopology.build("m", partitions), config);
  }

  private static TestInputTopic<byte[], byte[]> enrollments(TopologyTestDriver driver) {
    return driver.createInputTopic(
        Topics.ENROLLMENTS, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static TestOutputTopic<byte[], Outcome> outcomes(TopologyTestDriver driver) {
    return driver.createOutputTopic(
        Topics.embeddings("m"), new ByteArrayDeserializer(), new OutcomeSerde().deserializer());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
