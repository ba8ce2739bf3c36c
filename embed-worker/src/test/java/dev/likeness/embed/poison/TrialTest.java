package dev.likeness.embed.poison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Children that end as photos make them end. */
final class TrialTest {
  private static final byte[] PHOTO = new byte[1 << 20];
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir private Path directory;

  @Test
  void shouldSayThatItSurvived() {
    assertThat(of(LIMIT, "head -c 1048580 > /dev/null")).isEqualTo(new TrialResult.Survived());
  }

  @ParameterizedTest
  @CsvSource({
    "kill -9 $$,    ended by signal 9",
    "kill -SEGV $$, ended by signal 11",
    "kill -ABRT $$, ended by signal 6",
    "exit 1,        ended with code 1"
  })
  void shouldSayHowItDied(String script, String how) {
    assertThat(of(LIMIT, script)).isEqualTo(new TrialResult.Failed(how));
  }

  @Test
  void shouldNotWaitForeverForAPhotoThatDoesNotEndNorForAProcessThatDoesNotRead() {
    assertThat(of(Duration.ofSeconds(1), "exec sleep 600"))
        .isEqualTo(new TrialResult.Failed("did not end within 1 s"));
  }

  /** By its exit code: a child of a process that ignores a signal ignores it too. */
  @ParameterizedTest
  @CsvSource({"HUP, 129", "INT, 130", "TERM, 143"})
  void shouldNotBlameThePhotoWhenToldToStop(String signal, int exit) {
    assertThat(of(LIMIT, "exit " + exit)).as(signal).isEqualTo(new TrialResult.Stopped());
  }

  @Test
  void shouldSayThatItCouldNotBeStarted() {
    // Given
    try (Trial trial =
        new Trial(_ -> new ProcessBuilder(directory.resolve("none").toString()), LIMIT)) {

      // Then
      assertThat(trial.of("m", PHOTO)).isEqualTo(new TrialResult.Failed("could not be started"));
    }
  }

  @Test
  void shouldStopTheOneThatRunsAndStartNoOther() throws Exception {
    // Given
    Path started = directory.resolve("started");
    Trial trial =
        new Trial(
            _ -> new ProcessBuilder("sh", "-c", "touch " + started + "; exec sleep 600"), LIMIT);
    CompletableFuture<TrialResult> result =
        CompletableFuture.supplyAsync(() -> trial.of("m", PHOTO));
    await().atMost(Duration.ofMinutes(1)).until(() -> Files.exists(started));

    // When
    trial.close();

    // Then
    assertThat(result.get(10, TimeUnit.SECONDS)).isEqualTo(new TrialResult.Stopped());
    assertThat(trial.of("m", PHOTO)).isEqualTo(new TrialResult.Stopped());
  }

  @Test
  void shouldStopOneThatIsJustBeginning() {
    // Given: told to stop while the process is being started
    AtomicReference<Trial> trial = new AtomicReference<>();
    trial.set(
        new Trial(
            _ -> {
              trial.get().close();
              return new ProcessBuilder("sleep", "600");
            },
            LIMIT));

    // When, Then
    assertThat(trial.get().of("m", PHOTO)).isEqualTo(new TrialResult.Stopped());
  }

  @Test
  void shouldPassOnOnlyWhatTheChildNeedsOfTheParentsOptions() {
    assertThat(
            TrialCommand.kept(
                List.of(
                    "--enable-native-access=ALL-UNNAMED",
                    "--add-modules=jdk.incubator.vector",
                    "-agentlib:jdwp=transport=dt_socket,server=y,address=5005",
                    "-Dcom.sun.management.jmxremote.port=9010",
                    "-Dorg.bytedeco.javacpp.cachedir=cache",
                    "-Xmx8g",
                    "-XX:+UseZGC")))
        .containsExactly(
            "--enable-native-access=ALL-UNNAMED", "-Dorg.bytedeco.javacpp.cachedir=cache");
  }

  private static TrialResult of(Duration limit, String script) {
    try (Trial trial = new Trial(_ -> new ProcessBuilder("sh", "-c", script), limit)) {
      return trial.of("m", PHOTO);
    }
  }
}
