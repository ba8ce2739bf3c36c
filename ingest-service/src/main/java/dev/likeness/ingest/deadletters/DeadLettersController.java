package dev.likeness.ingest.deadletters;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.likeness.web.Problem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Lists dead letters, and publishes them again. */
@RestController
@RequestMapping("/v1/admin/dead-letters")
final class DeadLettersController {
  private static final int LARGEST = 1_000;

  private final DeadLetterReader letters;
  private final DeadLetterReplay replay;

  DeadLettersController(DeadLetterReader letters, DeadLetterReplay replay) {
    this.letters = letters;
    this.replay = replay;
  }

  @GetMapping
  DeadLetterPage list(
      @RequestParam(defaultValue = "100") String limit,
      @RequestParam(required = false) @Nullable String after) {
    int most = (int) number("limit", limit, 1, LARGEST);
    long from = after == null ? 0 : number("after", after, 0, Long.MAX_VALUE - 1) + 1;
    List<DeadLetter> page = new ArrayList<>();
    try (DeadLetterReader.Reading reading = letters.open()) {
      for (var letter = reading.from(from);
          letter.isPresent() && page.size() < most;
          letter = reading.from(letter.get().offset() + 1)) {
        page.add(DeadLetter.of(letter.get()));
      }
    }
    return new DeadLetterPage(page, page.size() < most ? null : page.getLast().offset());
  }

  @PostMapping("/replay")
  ReplayAnswer replay(@RequestBody JsonNode body) {
    List<Replayed> records = replay.replay(ReplayRequest.of(body));
    int replayed = (int) records.stream().filter(Replayed::done).count();
    return new ReplayAnswer(replayed, records.size() - replayed, records);
  }

  private static long number(String name, String text, long least, long most) {
    try {
      long value = Long.parseLong(text.strip());
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw Problem.bad(
        name,
        text,
        most == LARGEST ? "a whole number from 1 to " + LARGEST : "the offset of a dead letter");
  }

  /** One page of dead letters, oldest first; {@code next} is the {@code after} of the next page. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record DeadLetterPage(List<DeadLetter> deadLetters, @Nullable Long next) {}

  /** How many were published and how many refused, and each by itself. */
  record ReplayAnswer(int replayed, int refused, List<Replayed> records) {}
}
