package dev.likeness.vision;

import dev.likeness.faces.Vector;
import dev.likeness.vision.decode.DecodedPhoto;
import dev.likeness.vision.decode.PhotoDecoder;
import dev.likeness.vision.detect.Detection;
import dev.likeness.vision.detect.FaceDetector;
import dev.likeness.vision.detect.FastDetector;
import dev.likeness.vision.detect.ThoroughDetector;
import dev.likeness.vision.embed.Chip;
import dev.likeness.vision.embed.Embedder;
import dev.likeness.vision.embed.FaceAligner;
import dev.likeness.vision.landmarks.LandmarkNet;
import dev.likeness.vision.onnx.Net;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Measures what a model card says in {@code mean} and {@code thresholds}, and writes it there.
 *
 * <pre>ModelCardFigures BUNDLE_DIRECTORY MEAN_PHOTOS PEOPLE CARD_JSON</pre>
 *
 * PEOPLE holds a directory per person with two or more photos each; MEAN_PHOTOS shows other people.
 */
final class ModelCardFigures {
  /**
   * How much of the measured mean is subtracted. The mean of a few people is partly theirs alone;
   * taking less than all of it kept more true matches at the low false match rates.
   */
  private static final double MEAN_SHARE = 0.8;

  private static final double[] RATES = {0.1, 0.03, 0.01, 0.003, 0.001};

  private final FaceDetector detector;
  private final LandmarkNet landmarks;
  private final FaceAligner aligner;
  private final Embedder embedder;
  private final PhotoDecoder decoder =
      new PhotoDecoder(PhotoLimits.MAX_BYTES, PhotoLimits.MAX_PIXELS);

  private ModelCardFigures(ModelBundle bundle) {
    Net fast = bundle.net(ModelBundle.DETECTOR_FAST);
    Net thorough = bundle.net(ModelBundle.DETECTOR_THOROUGH);
    this.detector =
        new FaceDetector(
            new FastDetector(fast, bundle.card().anchors()), new ThoroughDetector(thorough));
    this.landmarks = new LandmarkNet(bundle.net(ModelBundle.LANDMARKS));
    this.aligner = new FaceAligner(bundle.card().alignment());
    this.embedder = new Embedder(bundle.net(ModelBundle.RECOGNITION), List.of());
  }

  public static void main(String[] arguments) throws IOException {
    Path card = Path.of(arguments[3]);
    var figures = new ModelCardFigures(ModelBundle.inDirectory(Path.of(arguments[0])));
    List<float[]> others = figures.embeddings(Path.of(arguments[1]), true);
    List<Float> mean = mean(others);
    List<Person> people = figures.people(Path.of(arguments[2]), mean);

    JsonMapper json = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    ObjectNode tree = (ObjectNode) json.readTree(Files.readString(card));
    ArrayNode values = tree.putArray("mean");
    mean.forEach(value -> values.add(Math.round(value * 1e5) / 1e5));
    tree.put(
        "meanMeasuredOn",
        String.format(
            Locale.ROOT,
            "%d faces in the %d sample photos of the weights' package, times %.2f",
            others.size(),
            photos(Path.of(arguments[1])).size(),
            MEAN_SHARE));
    report(tree.putObject("thresholds"), people);
    Files.writeString(card, json.writeValueAsString(tree) + "\n");
  }

  /** One photo of a person. */
  private record Person(String name, Vector vector) {}

  private List<Person> people(Path root, List<Float> mean) throws IOException {
    List<Person> result = new ArrayList<>();
    for (Path directory : photos(root).stream().map(Path::getParent).distinct().toList()) {
      for (float[] raw : embeddings(directory, false)) {
        for (int i = 0; i < raw.length; i++) {
          raw[i] -= mean.get(i);
        }
        result.add(new Person(directory.getFileName().toString(), Vector.normalized(raw)));
      }
    }
    return result;
  }

  private List<float[]> embeddings(Path root, boolean all) throws IOException {
    List<float[]> result = new ArrayList<>();
    for (Path file : photos(root)) {
      try (DecodedPhoto photo = (DecodedPhoto) decoder.decode(Files.readAllBytes(file), 1024)) {
        List<Detection> faces = detector.detect(photo.pixels(), all);
        for (Detection face : all ? faces : faces.subList(0, 1)) {
          try (Chip chip =
              aligner.align(photo.pixels(), landmarks.locate(photo.pixels(), face.box()))) {
            result.add(embedder.raw(chip));
          }
        }
      }
    }
    return result;
  }

  private static List<Path> photos(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(f -> f.toString().matches(".*\\.(jpg|jpeg|png|webp)")).sorted().toList();
    }
  }

  private static List<Float> mean(List<float[]> embeddings) {
    List<Float> mean = new ArrayList<>();
    for (int i = 0; i < embeddings.getFirst().length; i++) {
      int component = i;
      double sum = embeddings.stream().mapToDouble(e -> e[component]).sum();
      mean.add((float) (sum / embeddings.size() * MEAN_SHARE));
    }
    return mean;
  }

  private static void report(ObjectNode thresholds, List<Person> people) {
    List<Double> genuine = new ArrayList<>();
    List<Double> impostor = new ArrayList<>();
    for (int i = 0; i < people.size(); i++) {
      for (int j = i + 1; j < people.size(); j++) {
        Person a = people.get(i);
        Person b = people.get(j);
        (a.name().equals(b.name()) ? genuine : impostor)
            .add((double) a.vector().cosine(b.vector()));
      }
    }
    Collections.sort(genuine);
    impostor.sort(Comparator.reverseOrder());
    System.out.printf(
        "genuine least %.3f mean %.3f, impostor most %.3f mean %.3f, rank-1 %d of %d%n",
        genuine.getFirst(),
        average(genuine),
        impostor.getFirst(),
        average(impostor),
        rankOne(people),
        people.size());

    thresholds.put(
        "measuredOn",
        people.size()
            + " photos of "
            + people.stream().map(Person::name).distinct().count()
            + " people: "
            + genuine.size()
            + " genuine and "
            + impostor.size()
            + " impostor pairs; 40 of the photos are 150 px grey crops. Rates below 1/"
            + impostor.size()
            + " cannot be told from so few");
    thresholds.put("defaultFmr", 0.01);
    ArrayNode measured = thresholds.putArray("measured");
    for (double rate : RATES) {
      double similarity =
          Math.ceil(impostor.get((int) (rate * impostor.size())) * 1000 + 1e-6) / 1000;
      long lost = genuine.stream().filter(g -> g < similarity).count();
      double fnmr = Math.round(1000.0 * lost / genuine.size()) / 1000.0;
      measured.addObject().put("fmr", rate).put("similarity", similarity).put("fnmr", fnmr);
      System.out.printf("fmr %.3f similarity %.3f fnmr %.3f%n", rate, similarity, fnmr);
    }
  }

  private static long rankOne(List<Person> people) {
    return IntStream.range(0, people.size())
        .filter(probe -> nearest(people, probe).name().equals(people.get(probe).name()))
        .count();
  }

  private static Person nearest(List<Person> people, int probe) {
    Vector sought = people.get(probe).vector();
    int best =
        IntStream.range(0, people.size())
            .filter(i -> i != probe)
            .boxed()
            .max(Comparator.comparingDouble(i -> people.get(i).vector().cosine(sought)))
            .orElseThrow();
    return people.get(best);
  }

  private static double average(List<Double> values) {
    return values.stream().mapToDouble(v -> v).average().orElseThrow();
  }
}
