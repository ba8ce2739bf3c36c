package dev.likeness.vision.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.likeness.faces.Box;
import dev.likeness.faces.Point;
import dev.likeness.models.facenet.FaceNet512;
import dev.likeness.models.facenet.FaceNetReference;
import dev.likeness.models.facenet.Normalization;
import dev.likeness.models.facenet.SeededWeights;
import dev.likeness.vision.ModelCard;
import dev.likeness.vision.ModelStore;
import dev.likeness.vision.landmarks.FacePoints;
import dev.likeness.vision.onnx.Net;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Faces of the sample photos, against what DeepFace made of them with the same weights. */
final class DeepFaceAlignmentTest {
  private static final double SAME = 0.99999;

  private static final Map<String, ModelCard> CARDS = new HashMap<>();

  @TempDir private static Path directory;
  private static Net net;

  @BeforeAll
  static void build() throws IOException {
    Files.write(directory.resolve("facenet512_weights.onnx"), SeededWeights.standIn(512));
    net = Net.load("facenet512", SeededWeights.onnx());
  }

  @AfterAll
  static void close() {
    net.close();
  }

  static Stream<JsonNode> faces() {
    return FaceNetReference.cases("faces").stream();
  }

  static Stream<JsonNode> crops() {
    return FaceNetReference.cases("crops").stream();
  }

  @ParameterizedTest
  @MethodSource("faces")
  void shouldGiveTheVectorThatDeepFaceGivesForABoxAndEyes(JsonNode face) throws IOException {
    // Given
    ModelCard card = card(face.get("normalization").asString());
    DeepFaceAlignment alignment = new DeepFaceAlignment(160, 160, face.get("expand").asInt());

    // When
    try (Mat photo = photo(face);
        Chip chip = alignment.align(photo, points(face), box(face.get("box")))) {
      // Then
      assertSame(face, card, chip);
    }
  }

  @ParameterizedTest
  @MethodSource("crops")
  void shouldGiveTheVectorThatDeepFaceGivesForACrop(JsonNode crop) throws IOException {
    // Given
    ModelCard card = card("base");
    JsonNode area = crop.get("crop");

    // When
    try (Mat photo = photo(crop);
        Rect spot =
            new Rect(
                area.get(0).asInt(),
                area.get(1).asInt(),
                area.get(2).asInt(),
                area.get(3).asInt());
        Mat picture = photo.apply(spot);
        Chip chip = new DeepFaceAlignment(160, 160, 0).fit(picture)) {
      // Then
      assertSame(crop, card, chip);
    }
  }

  @Test
  void shouldTellOtherPreparationsFromDeepFaces() throws IOException {
    // Given
    JsonNode tilted = FaceNetReference.cases("faces").getFirst();
    ModelCard card = card("base");
    float[] expected = FaceNetReference.vector(tilted);
    List<Alignment> others =
        List.of(
            new DeepFaceAlignment(160, 160, 10),
            new BoxAlignment(160, 160, 0, BoxAlignment.Padding.BLACK),
            new BoxAlignment(160, 160, 0.1, BoxAlignment.Padding.NONE));

    // When // Then
    for (Alignment other : others) {
      try (Mat photo = photo(tilted);
          Chip chip = other.align(photo, points(tilted), box(tilted.get("box")))) {
        assertThat(cosine(embedder(card).raw(chip), expected)).as("%s", other).isLessThan(SAME);
      }
    }
  }

  @Test
  void shouldReadTheCardOfTheNetsOwnPreparation() {
    // Given
    FaceNet512.Model model = model(FaceNet512.NATIVE_ID, Normalization.BASE);

    // When
    ModelCard card = new ModelStore(directory.resolve("native")).add(model.card(), model.net());

    // Then
    assertThat(card.alignment())
        .isEqualTo(new BoxAlignment(160, 160, 0.125, BoxAlignment.Padding.NONE));
    assertThat(card.input().colour()).isEqualTo(FaceInput.Colour.RGB);
    assertThat(card.input().subtract()).containsOnly(127.5f);
    assertThat(card.input().divide()).containsOnly(128f);
  }

  @Test
  void shouldTakeDeepFacesThresholdWhateverTheRate() {
    // Given
    ModelCard card = card("base");

    // When // Then
    assertThat(card.defaultThreshold()).isEqualTo(0.7f);
    assertThat(card.thresholds().forFmr(1e-6)).isEqualTo(0.7f);
    assertThat(card.thresholds().forFpir(card.defaultFpir(), 1)).isEqualTo(0.7f);
    assertThat(card.thresholds().forFpir(card.defaultFpir(), 100_000)).isEqualTo(0.7f);
    assertThat(card.thresholds().isExtrapolated(0.7f)).isTrue();
  }

  @Test
  void shouldKeepAFaceOfAnySizeAndPlaceWithinTheChip() {
    // Given
    DeepFaceAlignment alignment = new DeepFaceAlignment(160, 160, 0);
    FacePoints points = new FacePoints(Collections.nCopies(FacePoints.COUNT, new Point(5, 5)));

    try (Mat photo = new Mat(30, 40, opencv_core.CV_8UC3)) {
      for (Box box :
          List.of(
              new Box(0, 0, 40, 30),
              new Box(-100, -100, 20, 20),
              new Box(39, 29, 1, 1),
              new Box(0, 0, 0.2f, 900),
              new Box(200, 5, 700, 3))) {
        // When
        try (Chip chip = alignment.align(photo, points, box)) {
          // Then
          assertThat(chip.values()).as("%s", box).hasSize(160 * 160 * 3);
        }
      }
    }
  }

  @Test
  void shouldRefuseToGrowABoxBeyondTwiceItsSize() {
    // When // Then
    assertThatThrownBy(() -> new DeepFaceAlignment(160, 160, 101))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expand is 101, expected 0 to 100");
  }

  private static void assertSame(JsonNode face, ModelCard card, Chip chip) {
    FaceNetReference.Sampled expected = FaceNetReference.input(face);
    float[] given = new float[160 * 160 * 3];
    new FaceTensor(card.input()).of(chip, false).data().asFloatBuffer().get(given);
    double mean = 0;
    for (float value : given) {
      mean += value / given.length;
    }
    assertThat(mean)
        .as("mean of what the net is given")
        .isCloseTo(expected.mean(), within(0.01 * expected.deviation()));
    for (int i = 0; i < expected.samples().size(); i++) {
      int at = FaceNetReference.Sampled.at(i, given.length);
      assertThat((double) given[at])
          .as("value %d of what the net is given", at)
          .isCloseTo(expected.samples().get(i), within(0.02 * expected.deviation()));
    }
    assertThat(cosine(embedder(card).raw(chip), FaceNetReference.vector(face)))
        .as("cosine between DeepFace's vector and ours")
        .isGreaterThanOrEqualTo(SAME);
  }

  private static Embedder embedder(ModelCard card) {
    return new Embedder(net, card.input(), card.output(), card.flip(), card.mean());
  }

  private static ModelCard card(String normalization) {
    return CARDS.computeIfAbsent(normalization, DeepFaceAlignmentTest::added);
  }

  private static ModelCard added(String normalization) {
    FaceNet512.Model model = model(FaceNet512.ID, Normalization.named(normalization));
    return new ModelStore(directory.resolve(normalization)).add(model.card(), model.net());
  }

  private static FaceNet512.Model model(String id, Normalization normalization) {
    try {
      return FaceNet512.of(id, directory.resolve("facenet512_weights.onnx"), normalization);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Mat photo(JsonNode face) throws IOException {
    String resource = "/likeness-models/samples/" + face.get("photo").asString();
    try (InputStream in = DeepFaceAlignmentTest.class.getResourceAsStream(resource);
        BytePointer bytes = new BytePointer(in.readAllBytes());
        Mat file = new Mat(1, (int) bytes.limit(), opencv_core.CV_8UC1, bytes)) {
      return opencv_imgcodecs.imdecode(file, opencv_imgcodecs.IMREAD_COLOR);
    }
  }

  /**
   * All points of an eye where DeepFace was told the eye is; DeepFace names eyes by their owner.
   */
  private static FacePoints points(JsonNode face) {
    List<Point> points = new ArrayList<>(Collections.nCopies(FacePoints.COUNT, new Point(0, 0)));
    Collections.fill(points.subList(36, 42), point(face.get("rightEye")));
    Collections.fill(points.subList(42, 48), point(face.get("leftEye")));
    return new FacePoints(points);
  }

  private static Point point(JsonNode pair) {
    return new Point(pair.get(0).floatValue(), pair.get(1).floatValue());
  }

  private static Box box(JsonNode four) {
    return new Box(
        four.get(0).floatValue(),
        four.get(1).floatValue(),
        four.get(2).floatValue(),
        four.get(3).floatValue());
  }

  private static double cosine(float[] a, float[] b) {
    double dot = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < a.length; i++) {
      dot += (double) a[i] * b[i];
      aa += (double) a[i] * a[i];
      bb += (double) b[i] * b[i];
    }
    return dot / Math.sqrt(aa * bb);
  }
}
