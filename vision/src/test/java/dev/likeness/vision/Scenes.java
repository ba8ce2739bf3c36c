package dev.likeness.vision;

import dev.likeness.faces.Box;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/** The people of the sample photos in photos of other sizes. */
final class Scenes {
  private static final Color WALL = new Color(143, 138, 126);

  private final FaceEngine engine;
  private final Map<Integer, List<FaceInPhoto>> known = new HashMap<>();

  Scenes(FaceEngine engine) {
    this.engine = engine;
  }

  /** The faces of a sample photo, largest first. */
  List<FaceInPhoto> faces(int sample) throws IOException {
    List<FaceInPhoto> faces = known.get(sample);
    if (faces == null) {
      byte[] photo = FaceEngineTest.sample(sample);
      faces = ((FacesFound) engine.probe(photo, FaceSelection.ALL)).faces();
      known.put(sample, faces);
    }
    return faces;
  }

  /** A sample photo. */
  static BufferedImage group(int sample) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(FaceEngineTest.sample(sample)));
  }

  /** One person of a sample, with {@code half} a face's height from its centre to each side. */
  BufferedImage portrait(int sample, int face, double half) throws IOException {
    BufferedImage group = group(sample);
    Box box = faces(sample).get(face).box();
    int reach = (int) (half * box.height());
    BufferedImage portrait = wall(2 * reach, 2 * reach);
    int x = Math.round(reach - box.x() - box.width() / 2);
    int y = Math.round(reach - box.y() - box.height() / 2);
    portrait.createGraphics().drawImage(group, x, y, null);
    return portrait;
  }

  /** A picture on a wall of {@code width} × {@code height} pixels. */
  static BufferedImage hung(BufferedImage picture, int x, int y, int width, int height) {
    BufferedImage scene = wall(width, height);
    scene.createGraphics().drawImage(picture, x, y, null);
    return scene;
  }

  /** A picture brought to {@code longSide}. */
  static BufferedImage sized(BufferedImage picture, int longSide) {
    double factor = (double) longSide / Math.max(picture.getWidth(), picture.getHeight());
    int width = Math.max(1, (int) Math.round(picture.getWidth() * factor));
    int height = Math.max(1, (int) Math.round(picture.getHeight() * factor));
    BufferedImage sized = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = sized.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    graphics.drawImage(
        factor < 0.5
            ? picture.getScaledInstance(width, height, BufferedImage.SCALE_AREA_AVERAGING)
            : picture,
        0,
        0,
        width,
        height,
        null);
    graphics.dispose();
    return sized;
  }

  /** A picture turned clockwise by quarters. */
  static BufferedImage turned(BufferedImage picture, int quarters) {
    BufferedImage turned = picture;
    for (int i = 0; i < quarters; i++) {
      BufferedImage next =
          new BufferedImage(turned.getHeight(), turned.getWidth(), BufferedImage.TYPE_3BYTE_BGR);
      for (int y = 0; y < turned.getHeight(); y++) {
        for (int x = 0; x < turned.getWidth(); x++) {
          next.setRGB(turned.getHeight() - 1 - y, x, turned.getRGB(x, y));
        }
      }
      turned = next;
    }
    return turned;
  }

  private static BufferedImage wall(int width, int height) {
    BufferedImage wall = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = wall.createGraphics();
    graphics.setColor(WALL);
    graphics.fillRect(0, 0, width, height);
    graphics.dispose();
    return wall;
  }
}
