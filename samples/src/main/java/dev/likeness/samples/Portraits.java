package dev.likeness.samples;

import dev.likeness.faces.Box;
import dev.likeness.vision.FaceEngine;
import dev.likeness.vision.FaceInPhoto;
import dev.likeness.vision.FaceSelection;
import dev.likeness.vision.FacesFound;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * Portraits to measure with: the faces of the package's sample photos, each cut out with its
 * surroundings and brought to the size of a stored photo. Variants of one face differ in margin, so
 * no two are the same bytes.
 */
public final class Portraits {
  /** The width and height of a portrait in pixels. */
  public static final int SIDE = 512;

  private static final int SAMPLES = 6;
  private static final double MARGIN = 1.8;

  /** The only two faces that are of one person, in two photos, as the eye sees it. */
  private static final int FACE = 2;

  private static final int FACE_AGAIN = 7;

  private final List<BufferedImage> images = new ArrayList<>();
  private final List<Box> boxes = new ArrayList<>();

  /**
   * Finds the faces of the samples, in each photo from left to right, so that a face keeps its
   * number when another detector draws its box a little larger.
   *
   * @throws IOException if a sample is not on the classpath
   */
  public Portraits(FaceEngine engine) throws IOException {
    for (int i = 1; i <= SAMPLES; i++) {
      byte[] photo = resource("/likeness-models/samples/sample" + i + ".jpg");
      if (engine.probe(photo, FaceSelection.ALL) instanceof FacesFound found) {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(photo));
        found.faces().stream()
            .map(FaceInPhoto::box)
            .sorted(Comparator.comparingDouble(Box::x))
            .forEach(box -> {
              images.add(image);
              boxes.add(box);
            });
      }
    }
  }

  /** How many faces there are. */
  public int faces() {
    return images.size();
  }

  /** The first face of the same person; a face of somebody photographed once is its own. */
  public int person(int face) {
    return face == FACE_AGAIN ? FACE : face;
  }

  /** A portrait as JPEG; {@code variant} moves the margin a little. */
  public byte[] portrait(int face, int variant) throws IOException {
    return crop(face, MARGIN + 0.002 * (variant % 200), 0);
  }

  /**
   * A square cut around a face, as JPEG.
   *
   * @param margin its side, in sides of the face's box
   * @param shift how far its centre lies right of and below the face's, in sides of the face's box
   */
  public byte[] crop(int face, double margin, double shift) throws IOException {
    BufferedImage image = images.get(face);
    Box box = boxes.get(face);
    double unit = Math.max(box.width(), box.height());
    double side = unit * margin;
    double x = box.x() + box.width() / 2 + shift * unit - side / 2;
    double y = box.y() + box.height() / 2 + shift * unit - side / 2;
    BufferedImage portrait = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D canvas = portrait.createGraphics();
    canvas.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    double scale = SIDE / side;
    canvas.drawImage(
        image,
        (int) Math.round(-x * scale),
        (int) Math.round(-y * scale),
        (int) Math.round(image.getWidth() * scale),
        (int) Math.round(image.getHeight() * scale),
        null);
    canvas.dispose();
    ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
    ImageIO.write(portrait, "jpeg", jpeg);
    return jpeg.toByteArray();
  }

  /** Which faces enroll by themselves: a portrait may show a neighbour as large. */
  public List<Integer> enrollable(FaceEngine engine) throws IOException {
    List<Integer> enrollable = new ArrayList<>();
    for (int face = 0; face < faces(); face++) {
      if (engine.enroll(portrait(face, 0)) instanceof FacesFound) {
        enrollable.add(face);
      }
    }
    return enrollable;
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream stream = Portraits.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IOException(name + " is not on the classpath");
      }
      return stream.readAllBytes();
    }
  }
}
