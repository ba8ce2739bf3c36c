/**
 * FaceNet512 as DeepFace's users have it: their file of weights becomes an ONNX net and a card.
 *
 * <p>Start reading at {@link dev.likeness.models.facenet.FaceNet512}. What the net looks like
 * stands in {@link dev.likeness.models.facenet.Architecture}, how a Keras file keeps its weights in
 * {@link dev.likeness.models.facenet.KerasWeights}. This package must not know how a face is cut
 * out of a photo, nor who uses the model.
 */
@NullMarked
package dev.likeness.models.facenet;

import org.jspecify.annotations.NullMarked;
