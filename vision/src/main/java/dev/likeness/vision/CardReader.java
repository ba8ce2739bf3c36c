package dev.likeness.vision;

import dev.likeness.faces.Point;
import dev.likeness.faces.Thresholds;
import dev.likeness.vision.embed.Alignment;
import dev.likeness.vision.embed.BoxAlignment;
import dev.likeness.vision.embed.BoxAlignment.Padding;
import dev.likeness.vision.embed.ChipAlignment;
import dev.likeness.vision.embed.DeepFaceAlignment;
import dev.likeness.vision.embed.FaceInput;
import dev.likeness.vision.embed.FaceInput.Colour;
import dev.likeness.vision.embed.FaceInput.Layout;
import dev.likeness.vision.embed.FaceOutput;
import dev.likeness.vision.embed.SimilarityAlignment;
import dev.likeness.vision.embed.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads {@code card.json}, as {@code docs/card.schema.json} describes it. At the top and among the
 * thresholds, fields it does not know are notes for people; elsewhere they are errors, because they
 * would be misspelt.
 */
final class CardReader {
  private static final int SCHEMA = 2;
  private static final String RECOGNITION = "recognition";
  private static final double FMR = 0.001;
  private static final double FPIR = 0.01;

  private CardReader() {}

  /**
   * @param file its name, for error messages
   * @throws IllegalArgumentException naming the field that is missing or wrong
   */
  static ModelCard read(byte[] json, String file) {
    return CardField.parse(json, file).as(CardReader::card);
  }

  private static ModelCard card(CardField card) {
    int schema = card.get("schema").integer();
    if (schema != SCHEMA) {
      throw new IllegalArgumentException(
          "schema is "
              + schema
              + ", this version reads schema "
              + SCHEMA
              + "; docs/models.md says what a card has to look like");
    }
    FaceInput input = card.get("input").as(CardReader::input);
    CardField thresholds = card.get("thresholds");
    if (!card.get("similarity").text().equals("cosine")) {
      throw card.get("similarity").wrong("cosine");
    }
    Map<String, SealedFile> files = files(card.get("files").only(RECOGNITION));
    FaceOutput output = card.get("output").as(CardReader::output);
    if (card.get("dimension").integer() != output.dimension()) {
      throw card.get("dimension").wrong(output.dimension() + ", as output.dimension");
    }
    return new ModelCard(
        card.get("id").text(),
        card.get("name").text(),
        card.get("licence").as(CardReader::licence),
        card.get("source").text(),
        card.get("limits").list(CardField::text),
        required(files, card),
        input,
        output,
        card.get("alignment").as(field -> alignment(field, input)),
        card.get("flip").truth(),
        card.get("mean").list(CardField::number),
        thresholds.as(CardReader::thresholds),
        thresholds.has("defaultFmr") ? thresholds.get("defaultFmr").decimal() : FMR,
        thresholds.has("defaultFpir") ? thresholds.get("defaultFpir").decimal() : FPIR);
  }

  private static SealedFile required(Map<String, SealedFile> files, CardField card) {
    SealedFile file = files.get(RECOGNITION);
    if (file == null) {
      throw new IllegalArgumentException(card.file() + " lacks the field files." + RECOGNITION);
    }
    return file;
  }

  /** Files by role. */
  static Map<String, SealedFile> files(CardField files) {
    Map<String, SealedFile> result = new TreeMap<>();
    files.members().forEach((role, file) -> result.put(role, file.as(CardReader::file)));
    return result;
  }

  private static SealedFile file(CardField file) {
    return new SealedFile(
        file.get("name").text(), file.get("bytes").wide(), file.get("sha256").text());
  }

  private static ModelCard.Licence licence(CardField licence) {
    licence.only("id", "declaredBy", "unknown");
    return new ModelCard.Licence(
        licence.get("id").text(),
        licence.get("declaredBy").text(),
        licence.has("unknown") ? licence.get("unknown").text() : "");
  }

  private static FaceInput input(CardField input) {
    input.only(
        "name", "width", "height", "layout", "colour", "type", "subtract", "divide", "standardise");
    return new FaceInput(
        input.get("name").text(),
        input.get("width").integer(),
        input.get("height").integer(),
        input.get("layout").oneOf(Layout.values(), Layout::name),
        input.get("colour").oneOf(Colour.values(), Colour::name),
        input.get("type").oneOf(FaceInput.Type.values(), CardField::small),
        input.has("subtract") ? input.get("subtract").list(CardField::number) : List.of(0f, 0f, 0f),
        input.has("divide") ? input.get("divide").list(CardField::number) : List.of(1f, 1f, 1f),
        input.has("standardise") && input.get("standardise").truth());
  }

  private static FaceOutput output(CardField output) {
    output.only("name", "dimension");
    return new FaceOutput(output.get("name").text(), output.get("dimension").integer());
  }

  private static Alignment alignment(CardField alignment, FaceInput input) {
    return switch (alignment.get("kind").text()) {
      case "similarity" -> {
        alignment.only("kind", "points", "indices");
        yield new SimilarityAlignment(input.width(), input.height(), template(alignment));
      }
      case "chip" -> {
        alignment.only("kind", "padding");
        if (input.width() != input.height()) {
          throw alignment.get("kind").wrong("another one where input is not square");
        }
        yield new ChipAlignment(
            input.width(), alignment.has("padding") ? alignment.get("padding").decimal() : 0.25);
      }
      case "box" -> {
        alignment.only("kind", "margin", "padding");
        yield new BoxAlignment(
            input.width(),
            input.height(),
            alignment.get("margin").decimal(),
            alignment.has("padding")
                ? alignment.get("padding").oneOf(Padding.values(), CardField::small)
                : Padding.NONE);
      }
      case "deepface" -> {
        alignment.only("kind", "expand");
        yield new DeepFaceAlignment(
            input.width(),
            input.height(),
            alignment.has("expand") ? alignment.get("expand").integer() : 0);
      }
      default -> throw alignment.get("kind").wrong("similarity, chip, box or deepface");
    };
  }

  private static Template template(CardField alignment) {
    return new Template(
        alignment.has("indices") ? alignment.get("indices").list(CardField::integer) : List.of(),
        alignment.get("points").list(CardReader::point));
  }

  private static Point point(CardField pair) {
    List<Float> both = pair.list(CardField::number);
    if (both.size() != 2) {
      throw pair.wrong("x and y");
    }
    return new Point(both.get(0), both.get(1));
  }

  private static Thresholds thresholds(CardField thresholds) {
    if (thresholds.has("metric") && !thresholds.get("metric").text().equals("cosine")) {
      throw thresholds.get("metric").wrong("cosine");
    }
    List<Thresholds.Threshold> points =
        new ArrayList<>(
            thresholds.get("measured").list(point -> point.as(p -> threshold(p, false))));
    if (thresholds.has("extrapolated")) {
      points.addAll(
          thresholds
              .get("extrapolated")
              .get("points")
              .list(point -> point.as(p -> threshold(p, true))));
    }
    return new Thresholds(points);
  }

  private static Thresholds.Threshold threshold(CardField point, boolean extrapolated) {
    return new Thresholds.Threshold(
        point.get("fmr").decimal(), point.get("similarity").number(), extrapolated);
  }
}
