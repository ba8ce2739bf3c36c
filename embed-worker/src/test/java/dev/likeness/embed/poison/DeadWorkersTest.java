package dev.likeness.embed.poison;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes on one directory: some live, some were killed. */
final class DeadWorkersTest {
  private final List<Process> started = new ArrayList<>();
  @TempDir private Path directory;

  @AfterEach
  void kill() {
    started.forEach(Process::destroyForcibly);
  }

  @Test
  void shouldFindWhatAKilledProcessHadInHandAndLeaveALivingOneAlone() throws Exception {
    // Given
    Process dead = holder("m/0:1", "m/2:3");
    Process alive = holder("m/9:9");
    dead.destroyForcibly().waitFor();

    try (Journal own = Journal.open(directory)) {
      try (DeadWorkers found = DeadWorkers.in(directory, own)) {
        // Then
        assertThat(deaths(found, "m/0:1", "m/2:3", "m/9:9")).containsExactly(1, 1, 0);
      }

      // When
      alive.destroyForcibly().waitFor();

      // Then
      try (DeadWorkers later = DeadWorkers.in(directory, own)) {
        assertThat(deaths(later, "m/0:1", "m/2:3", "m/9:9")).containsExactly(1, 1, 1);
      }
    }
  }

  @Test
  void shouldForgetAJournalOnceEverythingInItHasAnOutcome() throws Exception {
    // Given
    holder("m/0:1", "m/2:3").destroyForcibly().waitFor();

    try (Journal own = Journal.open(directory)) {
      try (DeadWorkers dead = DeadWorkers.in(directory, own)) {
        // When
        dead.settled(Suspect.parse("m/0:1"));

        // Then
        assertThat(deaths(dead, "m/0:1", "m/2:3")).containsExactly(0, 1);
      }
      try (DeadWorkers again = DeadWorkers.in(directory, own)) {
        // When
        again.settled(Suspect.parse("m/0:1"));
        again.settled(Suspect.parse("m/2:3"));
      }

      // Then
      assertThat(directory.toFile().list()).containsExactly(own.file().getFileName().toString());
    }
  }

  @Test
  void shouldCountEveryProcessThatDiedOfIt() throws Exception {
    // Given
    holder("m/0:1").destroyForcibly().waitFor();
    holder("m/0:1", "m/2:3").destroyForcibly().waitFor();

    try (Journal own = Journal.open(directory);
        DeadWorkers dead = DeadWorkers.in(directory, own)) {
      // Then
      assertThat(deaths(dead, "m/0:1", "m/2:3")).containsExactly(2, 1);
    }
  }

  private static List<Integer> deaths(DeadWorkers dead, String... suspects) {
    return Stream.of(suspects).map(Suspect::parse).map(dead::deaths).toList();
  }

  private Process holder(String... inHand) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(JournalHolder.class.getName());
    command.add(directory.toString());
    command.addAll(List.of(inHand));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    started.add(process);
    assertThat(process.getInputStream().read()).isEqualTo('!');
    return process;
  }
}
