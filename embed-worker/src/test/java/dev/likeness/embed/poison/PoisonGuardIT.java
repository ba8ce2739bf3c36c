package dev.likeness.embed.poison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.likeness.broker.BrokerSettings;
import dev.likeness.broker.DataDirectory;
import dev.likeness.broker.EmbeddedBroker;
import dev.likeness.broker.Ports;
import dev.likeness.faces.Reason;
import dev.likeness.faces.Source;
import dev.likeness.topics.Suspect;
import dev.likeness.topics.TopicCatalog;
import dev.likeness.topics.TopicSettings;
import dev.likeness.topics.WorkerDeath;
import dev.likeness.vision.PhotoAnalysis;
import dev.likeness.vision.Unusable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a guard decides, with deaths that travel over a real broker and real child processes. */
final class PoisonGuardIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final PhotoAnalysis SEEN = new Unusable(Reason.NO_FACE, "no face was found");
  private static final byte[] PHOTO = {1, 2, 3};
  private static final AtomicInteger OFFSETS = new AtomicInteger();

  @TempDir private static Path brokerDirectory;
  private static EmbeddedBroker broker;

  @TempDir private Path directory;
  private final Source source = new Source(0, OFFSETS.getAndIncrement());
  private final Suspect suspect = new Suspect("m", source);
  private final AtomicInteger embedded = new AtomicInteger();
  private Journal journal;

  @BeforeAll
  static void startBroker() {
    broker =
        EmbeddedBroker.start(
            DataDirectory.lock(brokerDirectory), BrokerSettings.local(Ports.free()));
    try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", address()))) {
      await()
          .atMost(PATIENCE)
          .ignoreExceptions()
          .until(() -> new TopicCatalog(TopicSettings.DEFAULT).ensure(admin) > 0);
    }
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @BeforeEach
  void open() {
    journal = Journal.open(directory);
  }

  @AfterEach
  void close() {
    journal.close();
  }

  @Test
  void shouldEmbedAtOnceWhatHasKilledAtMostOneWorker() {
    try (Suspects suspects = suspects(deaths(1));
        Trial trial = trial("exit 1")) {
      // Then
      assertThat(guard(suspects, trial, this::look).enroll(PHOTO, source)).isEqualTo(SEEN);
      assertThat(embedded).hasValue(1);
    }
  }

  @Test
  void shouldEmbedASuspectThatSurvivesItsTrial() {
    try (Suspects suspects = suspects(deaths(2));
        Trial trial = trial("exit 0")) {
      // Then
      assertThat(guard(suspects, trial, this::look).enroll(PHOTO, source)).isEqualTo(SEEN);
      assertThat(embedded).hasValue(1);
    }
  }

  @Test
  void shouldRejectASuspectThatDiesInItsTrial() {
    try (Suspects suspects = suspects(deaths(2));
        Trial trial = trial("kill -9 $$")) {
      // When
      Unusable verdict = (Unusable) guard(suspects, trial, this::look).enroll(PHOTO, source);

      // Then
      assertThat(verdict.reason()).isEqualTo(Reason.CRASHED_WORKER);
      assertThat(verdict.detail())
          .contains("died 2 times", "a trial in a process of its own ended by signal 9");
      assertThat(embedded).hasValue(0);
    }
  }

  @Test
  void shouldRejectWithoutATrialWhatGoesOnKilling() {
    try (Suspects suspects = suspects(deaths(PoisonGuard.DEATHS_ENOUGH));
        Trial trial = trial("exit 0")) {
      // When
      Unusable verdict = (Unusable) guard(suspects, trial, this::look).enroll(PHOTO, source);

      // Then
      assertThat(verdict.detail()).contains("died 5 times").doesNotContain("trial");
      assertThat(embedded).hasValue(0);
    }
  }

  @Test
  void shouldDecideNothingWhenTheTrialIsToldToStop() {
    try (Suspects suspects = suspects(deaths(2));
        Trial trial = trial("kill -TERM $$")) {
      // Then
      assertThatThrownBy(() -> guard(suspects, trial, this::look).enroll(PHOTO, source))
          .isInstanceOf(TrialStoppedException.class);
      assertThat(embedded).hasValue(0);
      assertThat(suspects.deaths(suspect)).isEqualTo(2);
    }
  }

  @Test
  void shouldCountTheDeathsOfAllWorkersAndForgetThemTogether() {
    // Given
    try (Suspects here = suspects(deaths(1));
        Suspects there = suspects(List.of(new WorkerDeath(suspect, "there")));
        Suspects late = suspects(deaths(1));
        Trial trial = trial("exit 0")) {
      assertThat(late.deaths(suspect)).isEqualTo(2);
      await().atMost(PATIENCE).until(() -> here.deaths(suspect) == 2);

      // When
      guard(there, trial, this::look).enroll(PHOTO, source);

      // Then
      await()
          .atMost(PATIENCE)
          .until(() -> here.deaths(suspect) + there.deaths(suspect) + late.deaths(suspect) == 0);
    }
    try (Suspects after = suspects(List.of())) {
      assertThat(after.deaths(suspect)).isZero();
    }
  }

  @Test
  void shouldForgetWhatIsSettledBeforeItStops() {
    // Given
    try (Suspects suspects = suspects(Duration.ofHours(1), deaths(1));
        Trial trial = trial("exit 0")) {
      guard(suspects, trial, this::look).enroll(PHOTO, source);
      assertThat(suspects.deaths(suspect)).isEqualTo(1);
    }

    // Then
    try (Suspects after = suspects(List.of())) {
      assertThat(after.deaths(suspect)).isZero();
    }
  }

  @Test
  void shouldCountAnErrorThatEndsTheThreadAsADeath() {
    try (Suspects suspects = suspects(List.of());
        Trial trial = trial("kill -9 $$")) {
      // Given
      PoisonGuard guard =
          guard(
              suspects,
              trial,
              _ -> {
                throw new OutOfMemoryError("for the test");
              });

      // When
      for (int i = 0; i < PoisonGuard.DEATHS_FOR_A_TRIAL; i++) {
        assertThatThrownBy(() -> guard.enroll(PHOTO, source)).isInstanceOf(OutOfMemoryError.class);
      }

      // Then
      assertThat(((Unusable) guard.enroll(PHOTO, source)).reason())
          .isEqualTo(Reason.CRASHED_WORKER);
    }
  }

  @Test
  void shouldHaveTheRecordInHandWhileTheEngineLooks() {
    try (Suspects suspects = suspects(List.of());
        Trial trial = trial("exit 0")) {
      // When
      guard(
              suspects,
              trial,
              photo -> {
                assertThat(directory.resolve(journal.worker() + ".journal"))
                    .content()
                    .contains(suspect + "\n");
                return look(photo);
              })
          .enroll(PHOTO, source);

      // Then
      assertThat(embedded).hasValue(1);
      assertThat(journal.file()).content().doesNotContain(suspect.toString());
    }
  }

  @Test
  void shouldSurviveARealTrialOfAHarmlessFile() {
    // Given
    try (Trial trial = new Trial(model -> TrialCommand.of(model, null), Duration.ofSeconds(60))) {
      // Then
      assertThat(trial.of("dlib-resnet-128", PHOTO)).isEqualTo(new TrialResult.Survived());
      assertThat(trial.of("no-such-model", PHOTO)).isInstanceOf(TrialResult.Failed.class);
    }
  }

  private PhotoAnalysis look(byte[] photo) {
    embedded.incrementAndGet();
    return SEEN;
  }

  private PoisonGuard guard(
      Suspects suspects, Trial trial, Function<byte[], PhotoAnalysis> engine) {
    return new PoisonGuard("m", engine, journal, suspects, trial);
  }

  private static Trial trial(String script) {
    return new Trial(_ -> new ProcessBuilder("sh", "-c", script), PATIENCE);
  }

  private List<WorkerDeath> deaths(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new WorkerDeath(suspect, "worker-" + i))
        .toList();
  }

  private static Suspects suspects(List<WorkerDeath> found) {
    return suspects(Duration.ofMillis(1), found);
  }

  private static Suspects suspects(Duration settling, List<WorkerDeath> found) {
    return Suspects.open(
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", address()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer()),
        new KafkaProducer<>(
            Map.of("bootstrap.servers", address()),
            new ByteArraySerializer(),
            new ByteArraySerializer()),
        settling,
        PATIENCE,
        found);
  }

  private static String address() {
    return broker.bootstrap();
  }
}
