package dev.likeness.embed.poison;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.topics.Suspect;
import dev.likeness.topics.WorkerDeath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
      // When
      try (DeadWorkers found = DeadWorkers.in(directory, own)) {
        List<WorkerDeath> deaths = found.deaths();

        // Then
        assertThat(deaths)
            .extracting(WorkerDeath::suspect)
            .containsExactlyInAnyOrder(Suspect.parse("m/0:1"), Suspect.parse("m/2:3"));
        assertThat(deaths).extracting(WorkerDeath::worker).containsOnly(worker(deaths));
        found.forget();
      }

      // Then
      try (DeadWorkers again = DeadWorkers.in(directory, own)) {
        assertThat(again.deaths()).isEmpty();
      }

      // When
      alive.destroyForcibly().waitFor();

      // Then
      try (DeadWorkers later = DeadWorkers.in(directory, own)) {
        assertThat(later.deaths())
            .extracting(WorkerDeath::suspect)
            .containsExactly(Suspect.parse("m/9:9"));
      }
    }
  }

  @Test
  void shouldGiveADeathTheSameNameUntilItIsForgotten() throws Exception {
    // Given
    holder("m/0:1").destroyForcibly().waitFor();

    // When
    List<WorkerDeath> first = deathsSeenByANewProcess();
    List<WorkerDeath> second = deathsSeenByANewProcess();

    // Then
    assertThat(first).hasSize(1).isEqualTo(second);
  }

  private List<WorkerDeath> deathsSeenByANewProcess() {
    try (Journal own = Journal.open(directory);
        DeadWorkers dead = DeadWorkers.in(directory, own)) {
      return dead.deaths();
    }
  }

  private static String worker(List<WorkerDeath> deaths) {
    return deaths.getFirst().worker();
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
