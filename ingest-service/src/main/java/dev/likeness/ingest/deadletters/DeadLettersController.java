package dev.likeness.ingest.deadletters;

import static dev.likeness.web.Fields.In.JSON;
import static dev.likeness.web.Fields.In.QUERY;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.likeness.faces.Reason;
import dev.likeness.web.Code;
import dev.likeness.web.Fields;
import dev.likeness.web.Problems;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Lists dead letters, and publishes them again. */
@Tag(name = "Admin", description = "For whoever runs a Likeness")
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

  /** Lists the dead letters, oldest first. */
  @GetMapping
  @Problems(Code.BROKER_UNAVAILABLE)
  DeadLetterPage listDeadLetters(@Fields(QUERY) DeadLettersQuery query) {
    int most = query.limit();
    Long after = query.after();
    long from = after == null ? 0 : after + 1;
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

  /** Publishes dead letters again. */
  @PostMapping("/replay")
  @Problems(
      value = {Code.MISSING_FIELD, Code.BROKER_UNAVAILABLE},
      reasons = Reason.BAD_KEY)
  ReplayAnswer replayDeadLetters(@Fields(JSON) ReplayRequest request) {
    List<Replayed> records = replay.replay(request);
    int replayed = (int) records.stream().filter(Replayed::done).count();
    return new ReplayAnswer(replayed, records.size() - replayed, records);
  }

  /** Which page of the dead letters is asked for. */
  record DeadLettersQuery(
      @Min(1) @Max(LARGEST) @Schema(description = "How many at most", defaultValue = "100")
          int limit,
      @Min(0)
          @Max(Long.MAX_VALUE - 1)
          @Schema(
              description = "The next of the page before; the first page if not given",
              example = "17")
          @Nullable Long after) {}

  /**
   * One page of dead letters.
   *
   * @param deadLetters oldest first
   * @param next the {@code after} of the following page; left out on the last one
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record DeadLetterPage(List<DeadLetter> deadLetters, @Nullable Long next) {}

  /**
   * What became of the dead letters that were to be published again.
   *
   * @param replayed how many were published
   * @param refused how many were not
   * @param records each by itself
   */
  record ReplayAnswer(int replayed, int refused, List<Replayed> records) {}
}
