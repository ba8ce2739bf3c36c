package dev.likeness.search.compare;

import dev.likeness.faces.Vector;
import dev.likeness.vision.ModelCard;
import dev.likeness.web.Code;
import dev.likeness.web.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A field that may stand for another one.
 *
 * @param is whether it was given
 */
record Given(String field, boolean is) {
  static Given of(String field, @Nullable Object value) {
    return new Given(field, value != null);
  }

  /**
   * @throws Problem unless exactly one of the fields was given
   */
  static void requireOne(Given... fields) {
    List<Given> given = Arrays.stream(fields).filter(Given::is).toList();
    String names =
        Arrays.stream(fields)
            .map(one -> "'" + one.field() + "'")
            .collect(Collectors.joining(" or "));
    if (given.isEmpty()) {
      throw Problem.missing(fields[0].field(), "give exactly one of " + names);
    }
    if (given.size() > 1) {
      throw Problem.of(
              Code.BAD_FIELD,
              "fields '"
                  + given.get(0).field()
                  + "' and '"
                  + given.get(1).field()
                  + "' were both given: give exactly one of "
                  + names)
          .with("field", given.get(1).field());
    }
  }

  /**
   * @param model whose vector a caller has; null if it was not said
   * @throws Problem {@link Code#MODEL_DIFFERS} if it is not that of the card
   */
  static void requireModel(@Nullable String model, ModelCard card) {
    if (model != null && !model.equals(card.id())) {
      throw Problem.of(
              Code.MODEL_DIFFERS,
              "the vector is of model '"
                  + model
                  + "', and '"
                  + card.id()
                  + "' answers: embed the photo again")
          .with("field", "model");
    }
  }

  /**
   * The vector, if it may be of the card's model.
   *
   * @throws Problem if it has another dimension
   */
  static Vector fitting(Vector vector, ModelCard card) {
    if (vector.dimension() != card.dimension()) {
      throw Problem.bad(
          "vector",
          vector.dimension() + " numbers",
          card.dimension() + " numbers, as vectors of model " + card.id() + " have");
    }
    return vector;
  }
}
