package dev.likeness.standalone.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.likeness.vision.ModelCard;
import dev.likeness.vision.ModelStore.Installed;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A model in a list.
 *
 * @param id of the model
 * @param from {@code release} or {@code directory}
 * @param usable whether its card can be read
 * @param name for people
 * @param dimension of its vectors
 * @param licence of its weights
 * @param problem why it is not usable
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ModelLine(
    String id,
    String from,
    boolean usable,
    @Nullable String name,
    @Nullable Integer dimension,
    @Nullable String licence,
    @Nullable String problem) {

  static ModelLine of(Installed model) {
    String from = model.released() ? "release" : "directory";
    return model
        .card()
        .map(card -> of(card, from))
        .orElseGet(() ->
            new ModelLine(model.id(), from, false, null, null, null, model.problem().orElse(null)));
  }

  static ModelLine of(ModelCard card, String from) {
    return new ModelLine(
        card.id(), from, true, card.name(), card.dimension(), card.licence().id(), null);
  }

  String text() {
    return usable
        ? String.format(
            Locale.ROOT, "%-24s %-10s %5d  %-12s %s", id, from, dimension, licence, name)
        : String.format(Locale.ROOT, "%-24s %-10s cannot be used: %s", id, from, problem);
  }
}
