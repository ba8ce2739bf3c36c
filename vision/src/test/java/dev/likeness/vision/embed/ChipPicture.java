package dev.likeness.vision.embed;

import dev.likeness.vision.embed.FaceInput.Colour;
import dev.likeness.vision.embed.FaceInput.Layout;
import java.nio.ByteBuffer;
import java.util.List;

/** What the recognition net gets to see of a face. */
public final class ChipPicture {
  private ChipPicture() {}

  /** The face and its mirror image, one above the other, RGB. */
  public static byte[] rgb(Chip chip) {
    FaceInput input =
        new FaceInput(
            "image",
            chip.width(),
            chip.height(),
            Layout.NHWC,
            Colour.RGB,
            FaceInput.Type.UINT8,
            List.of(0f, 0f, 0f),
            List.of(1f, 1f, 1f),
            false);
    ByteBuffer both = new FaceTensor(input).of(chip, false, true).data();
    byte[] rgb = new byte[both.remaining()];
    both.get(rgb);
    return rgb;
  }
}
