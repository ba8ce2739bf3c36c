package dev.likeness.models.facenet;

import dev.likeness.models.Weights;
import dev.likeness.models.Weights.Tensor;
import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.exceptions.HdfException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Weights as Keras 1 and 2 save them: a HDF5 file with a group for each layer. The attribute {@code
 * layer_names} lists the layers, the attribute {@code weight_names} of a layer its tensors, whose
 * paths begin at the layer's group. In a file with a whole model all that lies in the group {@code
 * model_weights}.
 *
 * <p>As Keras does when it loads weights, the layers are taken by their order, not by their names:
 * who saved the file may have named them differently. A name that belongs to another layer is an
 * error, and so is every shape that is not as expected.
 */
final class KerasWeights {
  private static final String MODEL = "model_weights";
  private static final String LAYERS = "layer_names";
  private static final String WEIGHTS = "weight_names";

  private final Path file;
  private final List<KerasLayer> expected;

  private KerasWeights(Path file, List<KerasLayer> expected) {
    this.file = file;
    this.expected = expected;
  }

  /**
   * Reads the weights of a net.
   *
   * @param expected the net's layers that have weights, in Keras' order
   * @return the tensors by {@link KerasLayer#tensor}
   * @throws IOException if the file cannot be read, is not of that form, or has the weights of
   *     another net; the message says what was expected
   */
  static Weights read(Path file, List<KerasLayer> expected) throws IOException {
    try (HdfFile hdf = new HdfFile(file)) {
      return new KerasWeights(file, expected).read(hdf);
    } catch (HdfException e) {
      throw new IOException(file + " cannot be read as HDF5: " + e.getMessage(), e);
    }
  }

  private Weights read(HdfFile hdf) throws IOException {
    Group root = hdf.getChildren().get(MODEL) instanceof Group model ? model : hdf;
    List<Group> found = layers(root);
    if (found.size() != expected.size()) {
      throw wrong("has weights of " + found.size() + " layers", expected.size() + "");
    }
    Map<String, Tensor> tensors = new HashMap<>();
    for (int i = 0; i < found.size(); i++) {
      read(found.get(i), expected.get(i), tensors);
    }
    return new Weights(file.toString(), tensors);
  }

  private List<Group> layers(Group root) throws IOException {
    List<Group> layers = new java.util.ArrayList<>();
    for (String name : names(root, LAYERS)) {
      if (!(root.getChildren().get(name) instanceof Group layer)) {
        throw wrong("names the layer " + name + " and has nothing of that name", "a group");
      }
      if (!names(layer, WEIGHTS).isEmpty()) {
        layers.add(layer);
      }
    }
    return layers;
  }

  private void read(Group found, KerasLayer layer, Map<String, Tensor> tensors) throws IOException {
    if (!found.getName().equals(layer.name())
        && expected.stream().anyMatch(other -> other.name().equals(found.getName()))) {
      throw wrong("has the layer " + found.getName() + " where another belongs", layer.name());
    }
    List<String> names = names(found, WEIGHTS);
    if (names.size() != layer.weights().size()) {
      throw wrong(
          "has " + names.size() + " tensors in the layer " + found.getName(),
          layer.weights().size() + ", those of " + layer.name());
    }
    for (int i = 0; i < names.size(); i++) {
      KerasLayer.Weight weight = layer.weights().get(i);
      tensors.put(layer.tensor(weight), tensor(found, names.get(i), weight));
    }
  }

  private Tensor tensor(Group layer, String path, KerasLayer.Weight weight) throws IOException {
    Node node = layer.getByPath(path);
    String tensor = layer.getName() + "/" + path;
    if (!(node instanceof Dataset data)) {
      throw wrong("has no values of " + tensor, "a data set");
    }
    List<Integer> shape = Arrays.stream(data.getDimensions()).boxed().toList();
    if (!shape.equals(weight.shape())) {
      throw wrong(tensor + " has the shape " + shape, weight.shape() + ", as FaceNet512 has");
    }
    if (!(data.getDataFlat() instanceof float[] values)) {
      throw wrong(tensor + " has values of type " + data.getJavaType(), "32-bit floats");
    }
    return new Tensor(data.getDimensions(), values);
  }

  private List<String> names(Group group, String attribute) throws IOException {
    Attribute names = group.getAttribute(attribute);
    if (names == null) {
      throw wrong("has no attribute " + attribute + " at " + group.getPath(), "weights of Keras");
    }
    if (names.isEmpty() || names.getSize() == 0) {
      return List.of();
    }
    if (!(names.getData() instanceof String[] list)) {
      throw wrong("has no texts in the attribute " + attribute, "names");
    }
    return List.of(list);
  }

  private IOException wrong(String what, String wanted) {
    return new IOException(file + " " + what + ", expected " + wanted);
  }
}
