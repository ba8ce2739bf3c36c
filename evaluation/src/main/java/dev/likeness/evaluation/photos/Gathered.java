package dev.likeness.evaluation.photos;

import dev.likeness.evaluation.LabelledFace;
import dev.likeness.faces.Box;
import java.util.List;
import java.util.Map;

/**
 * What is in a folder of photos.
 *
 * @param faces what can be compared; their photos are paths
 * @param boxes where the face is, by photo
 * @param leftOut how many photos cannot be compared, by reason
 */
public record Gathered(
    List<LabelledFace> faces, Map<String, Box> boxes, Map<String, Integer> leftOut) {
  public Gathered {
    faces = List.copyOf(faces);
    boxes = Map.copyOf(boxes);
    leftOut = Map.copyOf(leftOut);
  }
}
