package dev.likeness.vision.embed;

import dev.likeness.faces.Box;
import dev.likeness.vision.landmarks.FacePoints;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * How a recognition net wants a face cut out of a photo. A net knows faces only as they were cut
 * out in its training; cut otherwise, it mistakes people for each other. Immutable and thread-safe.
 */
public sealed interface Alignment
    permits SimilarityAlignment, ChipAlignment, BoxAlignment, DeepFaceAlignment {
  /**
   * Cuts a face out.
   *
   * @param photo 8 bits, blue first
   * @param face its points, in pixels of the photo
   * @param box its box as the detector drew it, in pixels of the photo; may reach beyond it
   * @return the face at the net's input size; the caller closes it
   */
  Chip align(Mat photo, FacePoints face, Box box);

  /** What is done, in a few words for people. */
  String describe();

  /** The chip's width in pixels. */
  int width();

  /** The chip's height in pixels. */
  int height();
}
