package dev.likeness.embed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.faces.Box;
import dev.likeness.faces.Cut;
import dev.likeness.faces.Embedding;
import dev.likeness.faces.FaceKey;
import dev.likeness.faces.Forgotten;
import dev.likeness.faces.Landmarks;
import dev.likeness.faces.Outcome;
import dev.likeness.faces.Point;
import dev.likeness.faces.Quality;
import dev.likeness.faces.Reason;
import dev.likeness.faces.Rejection;
import dev.likeness.faces.Source;
import dev.likeness.faces.Vector;
import dev.likeness.topics.DeadLetters;
import dev.likeness.topics.EnrollmentRecords;
import dev.likeness.topics.OutcomeSerde;
import dev.likeness.topics.Partitions;
import dev.likeness.topics.Topics;
import dev.likeness.vision.EnrollmentPhoto;
import dev.likeness.vision.FaceInPhoto;
import dev.likeness.vision.FacesFound;
import dev.likeness.vision.PhotoAnalysis;
import dev.likeness.vision.StageTimings;
import dev.likeness.vision.Unusable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.header.Headers;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The driver has one partition, 0; a key that belongs elsewhere is made by counting more. */
final class EmbedTopologyTest {
  private static final FaceKey KEY = FaceKey.parse("default/ada/1");
  private static final Instant THEN = Instant.ofEpochMilli(1_789_000_000_000L);
  private static final byte[] PHOTO = "a photo".getBytes(StandardCharsets.UTF_8);
  private static final String PHOTO_SHA256 =
      "d4e24d749a4fe2f161af2de913c0402b04e3ae287dafd0f9dbfa4a5c56c69285";

  private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  private final List<Outcome> witnessed = new ArrayList<>();
  private final List<Reason> letters = new ArrayList<>();
  private boolean active = true;
  private int inHand;
  private final List<EnrollmentPhoto> looked = new ArrayList<>();
  private PhotoAnalysis analysis = found();
  private Error failure;
  private final TopologyTestDriver driver = driver(1);

  @AfterEach
  void close() {
    assertThat(inHand).isZero();
    driver.close();
  }

  @Test
  void shouldPublishTheEmbeddingOfAPhoto() {
    // When
    photos(driver).pipeInput(new TestRecord<>(KEY.toBytes(), PHOTO, headers(), THEN));

    // Then
    TestRecord<byte[], Outcome> answer = onlyOutcome();
    assertThat(answer.key()).isEqualTo(KEY.toBytes());
    assertThat(answer.getRecordTime()).isEqualTo(THEN);
    assertThat(answer.value())
        .isInstanceOfSatisfying(
            Embedding.class,
            embedding -> {
              assertThat(embedding.model()).isEqualTo("m");
              assertThat(embedding.vector()).isEqualTo(Vector.of(1, 0));
              assertThat(embedding.source()).isEqualTo(new Source(0, 0));
              assertThat(embedding.enrolledAt()).isEqualTo(THEN);
              assertThat(embedding.photoSha256()).isEqualTo(PHOTO_SHA256);
            });
    assertThat(witnessed).containsExactly(answer.value());
  }

  @Test
  void shouldCarryMetadataInTheValueAndTheTraceInTheHeaders() {
    // Given
    Headers headers =
        headers()
            .add(EnrollmentRecords.METADATA, utf8("{\"floor\":3}"))
            .add(EnrollmentRecords.TRACEPARENT, utf8(TRACE))
            .add("other", utf8("not ours"));

    // When
    photos(driver).pipeInput(new TestRecord<>(KEY.toBytes(), PHOTO, headers, THEN));

    // Then
    TestRecord<byte[], Outcome> answer = onlyOutcome();
    assertThat(((Embedding) answer.value()).metadata().attributes()).containsEntry("floor", "3");
    assertThat(answer.headers().toArray()).extracting("key").containsExactly("traceparent");
  }

  @Test
  void shouldPublishTheSameOutcomeForARecordSeenTwice() {
    // Given
    photos(driver).pipeInput(new TestRecord<>(KEY.toBytes(), PHOTO, headers(), THEN));
    Outcome first = onlyOutcome().value();

    // When
    try (TopologyTestDriver again = driver(1)) {
      photos(again).pipeInput(new TestRecord<>(KEY.toBytes(), PHOTO, headers(), THEN));

      // Then
      assertThat(outcomes(again).readValue()).isEqualTo(first);
    }
  }

  @Test
  void shouldRecordARejectionWhereTheEngineSeesNoUsableFace() {
    // Given
    analysis = new Unusable(Reason.NO_FACE, "no face was found");

    // When
    photos(driver).pipeInput(KEY.toBytes(), PHOTO);

    // Then
    assertThat(onlyOutcome().value())
        .isEqualTo(new Rejection(Reason.NO_FACE, "no face was found", new Source(0, 0)));
  }

  @Test
  void shouldGoOnAfterTheEngineFailed() {
    // Given
    analysis = null;

    // When
    photos(driver).pipeInput(KEY.toBytes(), PHOTO);
    analysis = found();
    photos(driver).pipeInput(KEY.toBytes(), PHOTO);

    // Then
    List<Outcome> all = outcomes(driver).readValuesToList();
    assertThat(all).hasSize(2);
    assertThat(all.getFirst())
        .isEqualTo(
            new Rejection(
                Reason.CRASHED_WORKER,
                "embedding failed on this photo: IllegalStateException",
                new Source(0, 0)));
    assertThat(all.getLast()).isInstanceOf(Embedding.class);
  }

  @Test
  void shouldForgetOnATombstone() {
    // When
    photos(driver).pipeInput(KEY.toBytes(), (byte[]) null);

    // Then
    assertThat(onlyOutcome().value()).isEqualTo(new Forgotten(new Source(0, 0)));
  }

  @Test
  void shouldHandOverTheBoxAndTheCutOfAPhoto() {
    // Given
    Headers headers =
        headers()
            .add(EnrollmentRecords.BOX, utf8("10,20.5,30,40"))
            .add(EnrollmentRecords.CUT, utf8("100,200,2.5,4000,3000"));

    // When
    photos(driver).pipeInput(new TestRecord<>(KEY.toBytes(), PHOTO, headers, THEN));

    // Then
    assertThat(onlyOutcome().value())
        .isInstanceOfSatisfying(
            Embedding.class,
            embedding -> {
              assertThat(embedding.photoWidth()).isEqualTo(100);
              assertThat(embedding.photoHeight()).isEqualTo(80);
            });
    assertThat(looked)
        .singleElement()
        .satisfies(photo -> {
          assertThat(photo.box()).isEqualTo(new Box(10, 20.5f, 30, 40));
          assertThat(photo.cut()).isEqualTo(new Cut(100, 200, 2.5, 4000, 3000));
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "box | 10,20,30 | header box is '10,20,30', expected x,y,width,height",
        "box | 10,20,0,40 | header box is '10,20,0,40', expected x,y,width,height",
        "box | a,b,c,d | header box is 'a,b,c,d'",
        "box | 1e5,0,10,10 | header box is '1e5,0,10,10'",
        "cut | 0,0,0,10,10 | header cut is '0,0,0,10,10', expected x,y,scale,width,height"
      })
  void shouldRejectABoxOrCutThatIsNone(String header, String value, String detail) {
    // Given
    analysis = null;

    // When
    photos(driver)
        .pipeInput(
            new TestRecord<>(KEY.toBytes(), PHOTO, headers().add(header, utf8(value)), THEN));

    // Then
    assertThat(onlyOutcome().value())
        .isInstanceOfSatisfying(
            Rejection.class,
            rejection -> {
              assertThat(rejection.reason()).isEqualTo(Reason.BAD_BOX);
              assertThat(rejection.detail()).startsWith(detail);
            });
  }

  @Test
  void shouldRejectBadMetadataWithoutLookingAtThePhoto() {
    // Given
    analysis = null;

    // When
    photos(driver)
        .pipeInput(
            new TestRecord<>(
                KEY.toBytes(),
                PHOTO,
                headers().add(EnrollmentRecords.METADATA, utf8("[1]")),
                THEN));

    // Then
    assertThat(onlyOutcome().value())
        .isInstanceOfSatisfying(
            Rejection.class, r -> assertThat(r.reason()).isEqualTo(Reason.BAD_METADATA));
  }

  @Test
  void shouldRejectWhatMakesTheEngineThrowAnError() {
    // Given
    failure = new StackOverflowError();

    // When
    photos(driver).pipeInput(KEY.toBytes(), PHOTO);

    // Then
    assertThat(onlyOutcome().value())
        .isInstanceOfSatisfying(
            Rejection.class, r -> assertThat(r.reason()).isEqualTo(Reason.CRASHED_WORKER));
  }

  @Test
  void shouldRejectMetadataThatBreaksALimitOfTheParser() {
    // When
    photos(driver)
        .pipeInput(
            new TestRecord<>(
                KEY.toBytes(),
                PHOTO,
                headers().add(EnrollmentRecords.METADATA, utf8("{\"a\":" + "[".repeat(1_900))),
                THEN));

    // Then
    assertThat(onlyOutcome().value())
        .isInstanceOfSatisfying(
            Rejection.class, r -> assertThat(r.reason()).isEqualTo(Reason.BAD_METADATA));
  }

  @Test
  void shouldDropATraceOfAnotherForm() {
    // Given
    List<String> others =
        List.of(
            "00-abc-def-01",
            TRACE + "-more",
            TRACE.replace("00-4", "ff-4"),
            TRACE.replace("4bf92f3577b34da6a3ce929d0e0e4736", "0".repeat(32)),
            "x".repeat(1 << 20));

    // When
    for (String other : others) {
      Headers headers = headers().add(EnrollmentRecords.TRACEPARENT, utf8(other));
      photos(driver).pipeInput(new TestRecord<>(KEY.toBytes(), PHOTO, headers, THEN));
    }

    // Then
    assertThat(outcomes(driver).readRecordsToList())
        .hasSize(others.size())
        .allSatisfy(outcome -> assertThat(outcome.headers().toArray()).isEmpty());
  }

  @Test
  void shouldSendAStrayPhotoToTheDeadLettersAndRemoveItWhereItStands() {
    // Given
    FaceKey elsewhere = FaceKey.parse("default/ada/elsewhere");
    try (TopologyTestDriver wider = driver(partitionsThatLeaveOut(elsewhere))) {
      // When
      photos(wider).pipeInput(new TestRecord<>(elsewhere.toBytes(), PHOTO, headers(), THEN));

      // Then
      TestRecord<byte[], byte[]> letter = deadLetters(wider).readRecord();
      assertThat(letter.key()).asString().isEqualTo(Topics.ENROLLMENTS + "/0/0");
      assertThat(letter.value()).isEqualTo(PHOTO);
      assertThat(text(letter, DeadLetters.KEY)).isEqualTo(elsewhere.toString());
      assertThat(text(letter, DeadLetters.REASON)).isEqualTo("MISROUTED");
      assertThat(text(letter, DeadLetters.DETAIL)).contains("murmur2_random");
      assertThat(letters).containsExactly(Reason.MISROUTED);

      TestRecord<byte[], byte[]> removal = enrollments(wider).readRecord();
      assertThat(removal.key()).isEqualTo(elsewhere.toBytes());
      assertThat(removal.value()).isNull();
      assertThat(removal.headers().lastHeader(EnrollmentRecords.STRAY)).isNotNull();

      assertThat(outcomes(wider).readValuesToList())
          .containsExactly(new Forgotten(new Source(0, 0)));
      assertThat(witnessed).isEmpty();
    }
  }

  @Test
  void shouldSendAStrayTombstoneToTheDeadLettersAndForgetNobody() {
    // Given
    FaceKey elsewhere = FaceKey.parse("default/ada/elsewhere");
    try (TopologyTestDriver wider = driver(partitionsThatLeaveOut(elsewhere))) {
      // When
      photos(wider).pipeInput(elsewhere.toBytes(), (byte[]) null);

      // Then
      TestRecord<byte[], byte[]> letter = deadLetters(wider).readRecord();
      assertThat(letter.value()).isEmpty();
      assertThat(DeadLetters.isTombstone(letter.value(), letter.headers())).isTrue();
      assertThat(enrollments(wider).isEmpty()).isTrue();
      assertThat(outcomes(wider).isEmpty()).isTrue();
    }
  }

  @Test
  void shouldPassOverATombstoneThatRemovesAStray() {
    // When
    photos(driver)
        .pipeInput(
            new TestRecord<>(
                KEY.toBytes(), null, headers().add(EnrollmentRecords.STRAY, utf8("1")), THEN));

    // Then
    assertThat(outcomes(driver).isEmpty()).isTrue();
    assertThat(deadLetters(driver).isEmpty()).isTrue();
  }

  @Test
  void shouldLeaveDeadLettersToTheModelThatIsActive() {
    // Given
    active = false;
    FaceKey elsewhere = FaceKey.parse("default/ada/elsewhere");
    try (TopologyTestDriver wider = driver(partitionsThatLeaveOut(elsewhere))) {
      // When
      photos(wider).pipeInput(elsewhere.toBytes(), PHOTO);
      photos(wider).pipeInput(utf8("no-face-key"), PHOTO);

      // Then
      assertThat(deadLetters(wider).isEmpty()).isTrue();
      assertThat(enrollments(wider).isEmpty()).isTrue();
      assertThat(letters).isEmpty();
    }
  }

  @Test
  void shouldSendWhatHasNoFaceKeyToTheDeadLetters() {
    // Given
    byte[] key = utf8("no-face-key");

    // When
    photos(driver).pipeInput(new TestRecord<>(key, PHOTO, headers().add("own", utf8("x")), THEN));

    // Then
    TestRecord<byte[], byte[]> letter = deadLetters(driver).readRecord();
    assertThat(letter.key()).asString().isEqualTo(Topics.ENROLLMENTS + "/0/0");
    assertThat(letter.value()).isEqualTo(PHOTO);
    assertThat(text(letter, DeadLetters.KEY)).isEqualTo("no-face-key");
    assertThat(text(letter, DeadLetters.REASON)).isEqualTo("BAD_KEY");
    assertThat(text(letter, DeadLetters.DETAIL)).contains("1 segment, expected 3");
    assertThat(text(letter, DeadLetters.SOURCE_TOPIC)).isEqualTo(Topics.ENROLLMENTS);
    assertThat(text(letter, DeadLetters.SOURCE_PARTITION)).isEqualTo("0");
    assertThat(text(letter, DeadLetters.SOURCE_OFFSET)).isEqualTo("0");
    assertThat(text(letter, "own")).isEqualTo("x");
    assertThat(deadLetters(driver).isEmpty()).isTrue();
    assertThat(outcomes(driver).isEmpty()).isTrue();
  }

  private TestRecord<byte[], Outcome> onlyOutcome() {
    TestOutputTopic<byte[], Outcome> outcomes = outcomes(driver);
    TestRecord<byte[], Outcome> only = outcomes.readRecord();
    assertThat(outcomes.isEmpty()).isTrue();
    assertThat(deadLetters(driver).isEmpty()).isTrue();
    return only;
  }

  private TopologyTestDriver driver(int partitions) {
    Properties config = new Properties();
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
    config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
    return new TopologyTestDriver(
        EmbedTopology.build("m", partitions, this::look, () -> active, witness()), config);
  }

  private Witness witness() {
    return new Witness() {
      @Override
      public void begin(Source source) {
        inHand++;
      }

      @Override
      public void end(Source source) {
        inHand--;
      }

      @Override
      public void outcome(Outcome outcome) {
        witnessed.add(outcome);
      }

      @Override
      public void deadLetter(Reason reason, Source source) {
        letters.add(reason);
      }
    };
  }

  private PhotoAnalysis look(EnrollmentPhoto photo, Source source) {
    looked.add(photo);
    if (failure != null) {
      throw failure;
    }
    if (analysis == null) {
      throw new IllegalStateException("the engine failed");
    }
    return analysis;
  }

  private static PhotoAnalysis found() {
    Point point = new Point(1, 1);
    FaceInPhoto face =
        new FaceInPhoto(
            new Box(1, 2, 30, 40),
            new Landmarks(point, point, point, point, point),
            0.9f,
            new Quality(30, 100, 120, 0, 0, 0),
            0,
            Vector.of(1, 0));
    return new FacesFound(List.of(face), 100, 80, new StageTimings(1, 1, 1, 1, 1));
  }

  private static TestInputTopic<byte[], byte[]> photos(TopologyTestDriver driver) {
    return driver.createInputTopic(
        Topics.ENROLLMENTS, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static TestOutputTopic<byte[], Outcome> outcomes(TopologyTestDriver driver) {
    return driver.createOutputTopic(
        Topics.embeddings("m"), new ByteArrayDeserializer(), new OutcomeSerde().deserializer());
  }

  private static TestOutputTopic<byte[], byte[]> enrollments(TopologyTestDriver driver) {
    return driver.createOutputTopic(
        Topics.ENROLLMENTS, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** So many partitions that the key does not belong on the first one. */
  private static int partitionsThatLeaveOut(FaceKey key) {
    int partitions = 2;
    while (Partitions.of(key.toBytes(), partitions) == 0) {
      partitions++;
    }
    return partitions;
  }

  private static TestOutputTopic<byte[], byte[]> deadLetters(TopologyTestDriver driver) {
    return driver.createOutputTopic(
        Topics.DEAD_LETTERS, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private static Headers headers() {
    return new RecordHeaders();
  }

  private static String text(TestRecord<byte[], byte[]> record, String header) {
    return new String(record.headers().lastHeader(header).value(), StandardCharsets.UTF_8);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
