package dev.likeness.vision;

import dev.likeness.vision.embed.Embedder;
import dev.likeness.vision.embed.NetTrial;
import dev.likeness.vision.onnx.Net;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A model as files: {@code card.json} and the recognition net it names, which is checked against
 * the size and SHA-256 in the card before it is used. Immutable and safe to share.
 */
public final class ModelBundle {
  /** The model a Likeness begins with unless it is told another. */
  public static final String DEFAULT = "fr-feature-512";

  /** The models that come with the release, the default first. */
  public static final List<String> RELEASED = List.of(DEFAULT, "dlib-resnet-128");

  static final String CARD = "card.json";

  private final BundleFiles files;
  private final ModelCard card;

  private ModelBundle(BundleFiles files) {
    this.files = files;
    this.card = CardReader.read(files.read(CARD), files.place() + CARD);
  }

  /**
   * The bundle with model {@code id} among the classpath's resources, under {@code
   * likeness-models/}.
   *
   * @throws IllegalArgumentException if it is not there or its card cannot be read
   */
  public static ModelBundle onClasspath(String id) {
    requireId(id);
    return new ModelBundle(BundleFiles.onClasspath(id));
  }

  /**
   * The bundle in a directory.
   *
   * @throws IllegalArgumentException if it is not there or its card cannot be read
   */
  public static ModelBundle inDirectory(Path directory) {
    return new ModelBundle(BundleFiles.inDirectory(directory));
  }

  /**
   * The bundle of a model: {@code models/ID} if there is such a directory, else the classpath's.
   *
   * @param models a directory of bundles; null for none
   * @throws IllegalArgumentException if it is in neither, its card cannot be read or is another
   *     model's, or {@code id} can name no model
   */
  public static ModelBundle find(@Nullable Path models, String id) {
    requireId(id);
    if (models == null || !Files.isDirectory(models.resolve(id))) {
      if (!RELEASED.contains(id)) {
        throw new IllegalArgumentException(
            "there is no model "
                + id
                + "; ./likeness models list shows those there are, ./likeness models add adds one");
      }
      return onClasspath(id);
    }
    ModelBundle bundle = inDirectory(models.resolve(id));
    if (!bundle.card().id().equals(id)) {
      throw new IllegalArgumentException(
          models.resolve(id)
              + " has the card of model "
              + bundle.card().id()
              + "; a bundle's directory has the model's id");
    }
    return bundle;
  }

  private static void requireId(String id) {
    if (!ModelCard.isId(id)) {
      throw new IllegalArgumentException("that is no model's id: expected " + ModelCard.ID_RULE);
    }
  }

  /** What the bundle says about itself. */
  public ModelCard card() {
    return card;
  }

  /**
   * Loads the net and runs it once, to learn whether it is what the card says.
   *
   * @throws IllegalArgumentException naming the file that is not the one on the card, or the card's
   *     field that does not describe the net
   */
  public void tryOut() {
    try (Net net = recognition()) {
      Embedder embedder = embedder(net);
      try {
        NetTrial.run(embedder, card.input().width(), card.input().height());
      } catch (IllegalArgumentException | IllegalStateException e) {
        throw new IllegalArgumentException(files.place() + CARD + ": " + e.getMessage(), e);
      }
    } catch (IllegalStateException e) {
      throw new IllegalArgumentException(
          files.place() + card.recognition().name() + " is no net that onnxruntime loads", e);
    }
  }

  /** The card as it is written. */
  public byte[] cardJson() {
    return files.read(CARD);
  }

  /**
   * The recognition net's file, after checking it.
   *
   * @throws IllegalArgumentException if the file is not the one on the card
   */
  public byte[] net() {
    return files.read(card.recognition());
  }

  /**
   * 16 hex digits that change with anything on the cards of the model and of the release's
   * detection but the thresholds: vectors of one fingerprint can be compared. They do not change
   * with the code that runs the nets.
   */
  public String fingerprint() {
    return Fingerprint.of(files);
  }

  /**
   * Loads the recognition net after checking its file. The caller closes it.
   *
   * @throws IllegalArgumentException if the file is not the one on the card
   * @throws IllegalStateException if onnxruntime cannot load it
   */
  Net recognition() {
    return Net.load(card.id(), files.read(card.recognition()));
  }

  /**
   * What embeds faces with {@code net}.
   *
   * @throws IllegalArgumentException naming the card's field that does not describe the net
   */
  Embedder embedder(Net net) {
    try {
      return new Embedder(net, card.input(), card.output(), card.flip(), card.mean());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(files.place() + CARD + ": " + e.getMessage(), e);
    }
  }
}
