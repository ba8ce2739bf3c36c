package dev.likeness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.cli.FakeLikeness.Answer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class DeadLettersCommandsTest {
  private static final String PATH = "/v1/admin/dead-letters";
  private static final String LISTED =
      """
      {"deadLetters":[
       {"offset":3,"key":"no-key","reason":"BAD_KEY","detail":"key has 1 segment, expected 3",
        "source":{"topic":"likeness.enrollments","partition":2,"offset":17},
        "timestamp":"2026-01-02T03:04:05Z","bytes":512,"tombstone":false},
       {"offset":5,"keyHex":"ff00","reason":"BAD_KEY","detail":"key of 2 bytes is not UTF-8",
        "source":{"topic":"likeness.enrollments","partition":0,"offset":1},
        "timestamp":"2026-01-02T03:04:06Z","bytes":0,"tombstone":true}],"next":5}\
      """;
  private static final String REPLAYED =
      """
      {"replayed":1,"refused":1,"records":[
       {"offset":3,"status":"replayed","topic":"likeness.enrollments","key":"g/s/f","position":"2:18"},
       {"offset":5,"status":"refused","code":"BAD_KEY","detail":"key of 2 bytes is not UTF-8"}]}\
      """;

  private final FakeLikeness likeness = new FakeLikeness();

  @AfterEach
  void stop() {
    likeness.close();
  }

  @Test
  void shouldListWhatIsThereAndWhy() {
    // Given
    likeness.on("GET " + PATH, Answer.json(200, LISTED));

    // When
    Run run = Run.of("dead-letters", "list", "--limit", 2, "--after", 1, "--url", likeness.url());

    // Then
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out().lines())
        .containsExactly(
            "     3  2026-01-02T03:04:05Z  BAD_KEY  512 bytes  from likeness.enrollments 2:17  key"
                + " 'no-key'",
            "        key has 1 segment, expected 3",
            "     5  2026-01-02T03:04:06Z  BAD_KEY  tombstone  from likeness.enrollments 0:1  key"
                + " (hex) ff00",
            "        key of 2 bytes is not UTF-8",
            "more: --after 5");
    assertThat(likeness.queries()).containsExactly("limit=2&after=1");
  }

  @Test
  void shouldSayThatThereAreNone() {
    // Given
    likeness.on("GET " + PATH, Answer.json(200, "{\"deadLetters\":[]}"));

    // When
    Run run = Run.of("dead-letters", "list", "--url", likeness.url());

    // Then
    assertThat(run.out().strip()).isEqualTo("no dead letters");
  }

  @Test
  void shouldPrintTheAnswerAsItCameWithJson() {
    // Given
    likeness.on("GET " + PATH, Answer.json(200, LISTED));

    // When
    Run run = Run.of("dead-letters", "list", "--json", "--url", likeness.url());

    // Then
    assertThat(JsonMapper.shared().readTree(run.out()))
        .isEqualTo(JsonMapper.shared().readTree(LISTED));
  }

  @Test
  void shouldSayWhereEachWentAndExitWithOneIfSomeWereRefused() {
    // Given
    likeness.on("POST " + PATH + "/replay", Answer.json(200, REPLAYED));

    // When
    Run run = Run.of("dead-letters", "replay", 3, 5, "--url", likeness.url());

    // Then
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out().lines())
        .containsExactly(
            "3 → likeness.enrollments 2:18 as g/s/f",
            "5 refused, BAD_KEY: key of 2 bytes is not UTF-8",
            "1 replayed, 1 refused");
    assertThat(likeness.requests("POST").getFirst().body()).isEqualTo("{\"offsets\":[3,5]}");
  }

  @Test
  void shouldSendTheKeyOfASingleOneAndAllOfThem() {
    // Given
    likeness.on(
        "POST " + PATH + "/replay",
        Answer.json(200, "{\"replayed\":0,\"refused\":0,\"records\":[]}"));

    // When
    Run one = Run.of("dead-letters", "replay", 3, "--key", "g/s/f", "--url", likeness.url());
    Run all = Run.of("dead-letters", "replay", "--all", "--url", likeness.url());

    // Then
    assertThat(List.of(one.exitCode(), all.exitCode())).containsOnly(0);
    assertThat(likeness.requests("POST"))
        .extracting(FakeLikeness.Request::body)
        .containsExactly("{\"offsets\":[3],\"key\":\"g/s/f\"}", "{\"all\":true}");
  }

  @Test
  void shouldRefuseWhatDoesNotSayWhich() {
    for (List<Object> words :
        List.<List<Object>>of(
            List.of(),
            List.of("--all", 3),
            List.of(3, 5, "--key", "g/s/f"),
            List.of("--all", "--key", "g/s/f"))) {
      // When
      List<Object> all = new ArrayList<>(List.of("dead-letters", "replay"));
      all.addAll(words);
      Run run = Run.of(all.toArray());

      // Then
      assertThat(run.exitCode()).as(words.toString()).isEqualTo(2);
      assertThat(run.err()).startsWith("likeness: ").doesNotContain("Exception");
    }
    assertThat(Run.of("dead-letters").err()).contains("Missing required subcommand: list, replay");
    assertThat(likeness.requests("POST")).isEmpty();
  }

  @Test
  void shouldDescribeItself() {
    for (String command : List.of("list", "replay")) {
      assertThat(Run.of("dead-letters", command, "--help").out())
          .contains("Usage: likeness dead-letters " + command);
    }
    assertThat(Run.of("dead-letters", "--help").out()).contains("list", "replay");
  }
}
