package dev.likeness.vision;

import dev.likeness.faces.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The models of an installation: those of the release, and those in a directory, where each has a
 * directory that is named by its id. One that is added is there whole or not at all. What is found
 * in the directory goes before the release's. Not for several threads or processes that change it
 * at once.
 */
public final class ModelStore {
  private static final String NET = "recognition.onnx";
  private static final String COMING = ".adding-";

  private final Path directory;

  /**
   * @param directory need not be there yet
   */
  public ModelStore(Path directory) {
    this.directory = directory;
  }

  /**
   * A model that is there.
   *
   * @param id of the model
   * @param released whether it comes with the release and not from the directory
   * @param card what it says about itself; empty if it cannot be read
   * @param problem why not; empty if it can
   */
  public record Installed(
      String id, boolean released, Optional<ModelCard> card, Optional<String> problem) {}

  /** All models that are there, whether they can be used or not, by id. */
  public List<Installed> list() {
    TreeSet<String> ids = new TreeSet<>(ModelBundle.RELEASED);
    if (Files.isDirectory(directory)) {
      try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
        for (Path child : children) {
          String name = child.getFileName().toString();
          if (Files.isDirectory(child) && ModelCard.isId(name)) {
            ids.add(name);
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(directory + " cannot be read", e);
      }
    }
    return ids.stream().map(this::look).toList();
  }

  private Installed look(String id) {
    try {
      return new Installed(id, isReleased(id), Optional.of(find(id).card()), Optional.empty());
    } catch (IllegalArgumentException | UncheckedIOException e) {
      return new Installed(
          id, isReleased(id), Optional.empty(), Optional.of(String.valueOf(e.getMessage())));
    }
  }

  private boolean isReleased(String id) {
    return !Files.isDirectory(directory.resolve(id));
  }

  /**
   * The bundle of a model.
   *
   * @throws IllegalArgumentException if there is none, or its card cannot be read
   */
  public ModelBundle find(String id) {
    return ModelBundle.find(directory, id);
  }

  /**
   * Adds the model whose bundle is in another directory: its card and its net, nothing else.
   *
   * @return its card
   * @throws IllegalArgumentException if it cannot be used, or another of its id is there
   */
  public ModelCard add(Path bundle) {
    ModelBundle model = ModelBundle.inDirectory(bundle);
    return put(model.cardJson(), model.card().recognition().name(), model.net());
  }

  /**
   * Adds a model.
   *
   * @param card in JSON; need not seal the net yet
   * @param net an ONNX file
   * @return its card
   * @throws IllegalArgumentException if it cannot be used, or another of its id is there
   */
  public ModelCard add(byte[] card, byte[] net) {
    try {
      if (!(JsonMapper.shared().readTree(card) instanceof ObjectNode sealed)) {
        throw new IllegalArgumentException("card is no JSON object");
      }
      ObjectNode file = sealed.withObjectProperty("files").withObjectProperty("recognition");
      String name = file.path("name").asString(NET);
      String sha256 = Sha256.hex(net);
      if (!file.path("sha256").asString(sha256).equals(sha256)) {
        throw new IllegalArgumentException(
            "card's files.recognition.sha256 is "
                + file.path("sha256").asString()
                + ", the net has "
                + sha256);
      }
      file.put("name", name).put("bytes", net.length).put("sha256", sha256);
      return put(
          JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsBytes(sealed),
          name,
          net);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("card is no JSON: " + e.getOriginalMessage(), e);
    }
  }

  private ModelCard put(byte[] json, String netName, byte[] net) {
    ModelCard card = CardReader.read(json, ModelBundle.CARD);
    Path target = directory.resolve(card.id());
    if (Files.exists(target)) {
      throw new IllegalArgumentException(
          "model " + card.id() + " is there already; remove it first, or give this one another id");
    }
    if (ModelBundle.RELEASED.contains(card.id())
        && !ModelBundle.onClasspath(card.id())
            .card()
            .recognition()
            .sha256()
            .equals(card.recognition().sha256())) {
      throw new IllegalArgumentException(
          "id is "
              + card.id()
              + ", which is another net of this release; vectors of two nets cannot be compared,"
              + " give this one another id");
    }
    Path coming = directory.resolve(COMING + card.id());
    try {
      delete(coming);
      Files.createDirectories(coming);
      Files.write(coming.resolve(ModelBundle.CARD), json);
      Files.write(coming.resolve(netName), net);
      ModelBundle.inDirectory(coming).tryOut();
      Files.move(coming, target, StandardCopyOption.ATOMIC_MOVE);
      return card;
    } catch (IOException e) {
      throw new UncheckedIOException(target + " cannot be written", e);
    } finally {
      deleteIfThere(coming);
    }
  }

  /**
   * Removes a model from the directory.
   *
   * @throws IllegalArgumentException if it is not there
   */
  public void remove(String id) {
    if (!ModelCard.isId(id)) {
      throw new IllegalArgumentException("that is no model's id: expected " + ModelCard.ID_RULE);
    }
    Path bundle = directory.resolve(id);
    if (!Files.isDirectory(bundle)) {
      throw new IllegalArgumentException(
          ModelBundle.RELEASED.contains(id)
              ? "model " + id + " comes with the release and cannot be removed"
              : "there is no model " + id + " in " + directory);
    }
    try {
      delete(bundle);
    } catch (IOException e) {
      throw new UncheckedIOException(bundle + " cannot be removed", e);
    }
  }

  private static void delete(Path bundle) throws IOException {
    if (!Files.isDirectory(bundle)) {
      return;
    }
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> children = Files.newDirectoryStream(bundle)) {
      children.forEach(files::add);
    }
    for (Path file : files) {
      Files.delete(file);
    }
    Files.delete(bundle);
  }

  private static void deleteIfThere(Path bundle) {
    try {
      delete(bundle);
    } catch (IOException e) {
      throw new UncheckedIOException(bundle + " cannot be removed", e);
    }
  }
}
