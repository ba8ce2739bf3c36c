package dev.likeness.embed.poison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.likeness.faces.Reason;
import dev.likeness.faces.Source;
import dev.likeness.vision.EnrollmentPhoto;
import dev.likeness.vision.PhotoAnalysis;
import dev.likeness.vision.Unusable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a guard decides, with journals that were left and real child processes. */
final class PoisonGuardTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final PhotoAnalysis SEEN = new Unusable(Reason.NO_FACE, "no face was found");
  private static final EnrollmentPhoto PHOTO = EnrollmentPhoto.of(new byte[] {1, 2, 3});
  private static final Source SOURCE = new Source(0, 17);
  private static final Suspect SUSPECT = new Suspect("m", SOURCE);

  @TempDir private Path directory;
  private final AtomicInteger embedded = new AtomicInteger();
  private final List<PoisonGuards> opened = new ArrayList<>();
  private Path ownJournal;

  @AfterEach
  void close() {
    opened.forEach(PoisonGuards::close);
  }

  @Test
  void shouldEmbedAtOnceWhatHasKilledNoWorker() {
    assertThat(guard("exit 1", this::look).enroll(PHOTO, SOURCE)).isEqualTo(SEEN);
    assertThat(embedded).hasValue(1);
  }

  @Test
  void shouldEmbedASuspectThatSurvivesItsTrialAndForgetTheDeath() {
    // Given
    dieWithItInHand(1);

    // When
    assertThat(guard("exit 0", this::look).enroll(PHOTO, SOURCE)).isEqualTo(SEEN);
    close();

    // Then
    assertThat(guard("exit 1", this::look).enroll(PHOTO, SOURCE)).isEqualTo(SEEN);
    assertThat(embedded).hasValue(2);
  }

  @Test
  void shouldRejectASuspectThatDiesInItsTrial() {
    // Given
    dieWithItInHand(1);

    // When
    Unusable verdict = (Unusable) guard("kill -9 $$", this::look).enroll(PHOTO, SOURCE);

    // Then
    assertThat(verdict.reason()).isEqualTo(Reason.CRASHED_WORKER);
    assertThat(verdict.detail())
        .contains("died once", "a trial in a process of its own ended by signal 9");
    assertThat(embedded).hasValue(0);
  }

  @Test
  void shouldRejectWithoutATrialWhatGoesOnKilling() {
    // Given
    dieWithItInHand(PoisonGuard.DEATHS_ENOUGH);

    // When
    Unusable verdict = (Unusable) guard("exit 0", this::look).enroll(PHOTO, SOURCE);

    // Then
    assertThat(verdict.detail()).contains("died 3 times").doesNotContain("trial");
    assertThat(embedded).hasValue(0);
  }

  @Test
  void shouldForgetTheDeathThoughTheEngineFails() {
    // Given
    dieWithItInHand(1);
    PoisonGuard guard =
        guard(
            "exit 0",
            _ -> {
              throw new StackOverflowError();
            });

    // When
    assertThatThrownBy(() -> guard.enroll(PHOTO, SOURCE)).isInstanceOf(StackOverflowError.class);
    close();

    // Then
    assertThat(guard("exit 1", this::look).enroll(PHOTO, SOURCE)).isEqualTo(SEEN);
  }

  @Test
  void shouldDecideNothingWhenTheTrialIsToldToStop() {
    // Given
    dieWithItInHand(1);
    PoisonGuard guard = guard("kill -TERM $$", this::look);

    // When
    assertThatThrownBy(() -> guard.enroll(PHOTO, SOURCE)).isInstanceOf(TrialStoppedException.class);
    close();

    // Then
    assertThat(((Unusable) guard("exit 1", this::look).enroll(PHOTO, SOURCE)).reason())
        .isEqualTo(Reason.CRASHED_WORKER);
    assertThat(embedded).hasValue(0);
  }

  @Test
  void shouldLookOnceMoreAtAPhotoForWhichMemoryRanOut() {
    // Given
    PoisonGuard guard =
        guard(
            "exit 0",
            photo -> {
              if (embedded.incrementAndGet() == 1) {
                throw new OutOfMemoryError("for the test");
              }
              return SEEN;
            });

    // Then
    assertThat(guard.enroll(PHOTO, SOURCE)).isEqualTo(SEEN);
    assertThat(embedded).hasValue(2);
  }

  @Test
  void shouldRejectAPhotoForWhichMemoryRunsOutAlone() {
    // Given
    PoisonGuard guard =
        guard(
            "exit 0",
            _ -> {
              embedded.incrementAndGet();
              throw new OutOfMemoryError("for the test");
            });

    // Then
    assertThat(((Unusable) guard.enroll(PHOTO, SOURCE)).reason()).isEqualTo(Reason.TOO_LARGE);
    assertThat(embedded).hasValue(2);
  }

  @Test
  void shouldLookAloneTheSecondTime() throws Exception {
    // Given
    CountDownLatch bothLook = new CountDownLatch(2);
    AtomicInteger looking = new AtomicInteger();
    AtomicInteger beside = new AtomicInteger();
    AtomicInteger looks = new AtomicInteger();
    Function<EnrollmentPhoto, PhotoAnalysis> engine =
        photo -> {
          looking.incrementAndGet();
          try {
            if (looks.incrementAndGet() <= 2) {
              bothLook.countDown();
              assertThat(bothLook.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
              throw new OutOfMemoryError("for the test");
            }
            beside.addAndGet(looking.get() - 1);
            return SEEN;
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          } finally {
            looking.decrementAndGet();
          }
        };
    PoisonGuard guard = guard("exit 0", engine);

    // When
    try (var threads = Executors.newFixedThreadPool(2)) {
      Future<PhotoAnalysis> one = threads.submit(() -> guard.enroll(PHOTO, SOURCE));
      Future<PhotoAnalysis> other = threads.submit(() -> guard.enroll(PHOTO, new Source(1, 1)));

      // Then
      assertThat(one.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo(SEEN);
      assertThat(other.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo(SEEN);
    }
    assertThat(beside).hasValue(0);
    assertThat(looks).hasValue(4);
  }

  @Test
  void shouldHaveTheRecordInHandWhileTheEngineLooks() {
    // When
    guard(
            "exit 0",
            photo -> {
              assertThat(ownJournal).content().contains(SUSPECT + "\n");
              return look(photo);
            })
        .enroll(PHOTO, SOURCE);

    // Then
    assertThat(embedded).hasValue(1);
    assertThat(ownJournal).content().doesNotContain(SUSPECT.toString());
  }

  private PhotoAnalysis look(EnrollmentPhoto photo) {
    embedded.incrementAndGet();
    return SEEN;
  }

  /** Leaves journals as processes do that were killed with the photo in hand. */
  private void dieWithItInHand(int times) {
    List<Journal> left = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      Journal journal = Journal.open(directory);
      Journal.InHand _ = journal.take(SUSPECT);
      left.add(journal);
    }
    left.forEach(Journal::close);
  }

  private PoisonGuard guard(String trial, Function<EnrollmentPhoto, PhotoAnalysis> engine) {
    Journal journal = Journal.open(directory);
    ownJournal = journal.file();
    PoisonGuards guards =
        new PoisonGuards(
            journal,
            DeadWorkers.in(directory, journal),
            new Trial(_ -> new ProcessBuilder("sh", "-c", trial), PATIENCE));
    opened.add(guards);
    return guards.guard("m", engine);
  }
}
