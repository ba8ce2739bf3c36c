package dev.likeness.search.reindex;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.likeness.runtime.LikenessProperties;
import dev.likeness.search.generation.Generations;
import dev.likeness.vision.ModelCard;
import dev.likeness.vision.ModelStore;
import dev.likeness.vision.ModelStore.Installed;
import dev.likeness.web.Code;
import dev.likeness.web.Problem;
import dev.likeness.web.Problems;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The models that are installed where this service runs, with their cards. */
@Tag(name = "Admin", description = "For whoever runs a Likeness")
@RestController
@RequestMapping("/v1/models")
final class ModelsController {
  private final ModelStore models;
  private final Generations generations;

  ModelsController(LikenessProperties properties, Generations generations) {
    this.models =
        new ModelStore(
            Objects.requireNonNullElseGet(
                properties.modelsDirectory(), () -> properties.stateDirectory().resolve("models")));
    this.generations = generations;
  }

  /** Lists the installed models. */
  @GetMapping
  @Problems(Code.INDEX_NOT_READY)
  ModelList listModels() {
    String serving = generations.serving().id().model();
    return new ModelList(
        serving, models.list().stream().map(model -> answer(model, serving)).toList());
  }

  private static ModelAnswer answer(Installed model, String serving) {
    ModelCard card = model.card().orElse(null);
    return new ModelAnswer(
        model.id(),
        model.id().equals(serving),
        model.released(),
        card == null ? null : card.name(),
        card == null ? null : card.dimension(),
        card == null ? null : card.licence().id(),
        model.problem().orElse(null));
  }

  /** Reads the card of a model. */
  @GetMapping("/{model}")
  @Problems({Code.UNKNOWN_MODEL, Code.INDEX_NOT_READY})
  CardAnswer getModel(
      @Parameter(description = "The model's id", example = "fr-feature-512") @PathVariable
          String model) {
    try {
      return new CardAnswer(
          model,
          model.equals(generations.serving().id().model()),
          new String(models.find(model).cardJson(), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException | UncheckedIOException e) {
      throw Problem.of(Code.UNKNOWN_MODEL, String.valueOf(e.getMessage())).with("field", "model");
    }
  }

  /**
   * The installed models.
   *
   * @param serving the id of the one whose index answers
   * @param models all of them
   */
  record ModelList(String serving, List<ModelAnswer> models) {}

  /**
   * A model that is there.
   *
   * @param id the model's id
   * @param serving whether its index answers
   * @param released whether it comes with the release
   * @param name for people
   * @param dimension how many components its vectors have
   * @param licence of its weights, as SPDX names it
   * @param problem why its card cannot be read; absent if it can
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record ModelAnswer(
      String id,
      boolean serving,
      boolean released,
      @Nullable String name,
      @Nullable Integer dimension,
      @Nullable String licence,
      @Nullable String problem) {}

  /**
   * A model's card.
   *
   * @param id the model's id
   * @param serving whether its index answers
   * @param card as it is written
   */
  record CardAnswer(String id, boolean serving, @JsonRawValue String card) {}
}
