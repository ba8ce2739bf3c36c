"""Runs DeepFace itself on seeded weights and records what it answers.

README.md says what is written and why. DeepFace is not changed: the detector that is handed boxes
and eyes is registered where it keeps its detectors.
"""

import gzip
import json
import os
import pathlib
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
MODELS = HERE.parent.parent
PHOTOS = MODELS / "node_modules/@vladmandic/face-api/demo"
REFERENCE = MODELS / "src/test/resources/reference"
TARGET = REFERENCE / "facenet512"

home = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else tempfile.mkdtemp())
weights = home / ".deepface/weights"
weights.mkdir(parents=True, exist_ok=True)
os.environ["DEEPFACE_HOME"] = str(home)
os.environ["DEEPFACE_BACKEND_ENGINE"] = "tensorflow"
os.environ["TF_USE_LEGACY_KERAS"] = "1"
os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"

import cv2
import h5py
import numpy as np
import tensorflow as tf
from importlib.metadata import version

import seeded
from deepface import DeepFace
from deepface.models.Detector import Detector, FacialAreaRegion
from deepface.models.facial_recognition.tf.Facenet import InceptionResNetV1
from deepface.modules import modeling

SAMPLES = 16
STRIDE = 1201  # shares no factor with any tensor's size, so samples spread over all axes


def sampled(values):
    """A few values of a tensor, spread over it, and what would move if others were wrong."""
    flat = np.asarray(values, dtype=np.float32).reshape(-1)
    at = [(i * STRIDE) % flat.size for i in range(SAMPLES)]
    wide = flat.astype(np.float64)
    return {
        "mean": float(wide.mean()),
        "deviation": float(wide.std()),
        "samples": [float(f"{flat[i]:.7g}") for i in at],
    }


# --- the net, layer by layer ----------------------------------------------------------------------


def keras_layout(file):
    """The names in the file as Keras lists them, and the attributes that carry them."""
    with h5py.File(file) as h5:
        root = {k: str(v) for k, v in h5.attrs.items() if k != "layer_names"}
        decode = lambda names: [n.decode() if isinstance(n, bytes) else str(n) for n in names]
        layers = []
        for layer in decode(h5.attrs["layer_names"]):
            names = decode(h5[layer].attrs["weight_names"])
            if names:
                layers.append(
                    {
                        "layer": layer,
                        "weights": {n: list(h5[layer][n].shape) for n in names},
                        "type": str(h5[layer][names[0]].dtype),
                    }
                )
        return {"attributes": root, "layers": layers}


def save_small(file):
    """A file of Keras that is small enough to keep: its dialect of HDF5, and its order of names."""
    layers = tf.keras.layers
    inputs = layers.Input((4, 4, 3))
    x = layers.Conv2D(2, (1, 3), use_bias=False, name="Row_1x3")(inputs)
    x = layers.BatchNormalization(scale=False, name="Row_1x3_BatchNorm")(x)
    x = layers.Activation("relu", name="Row_1x3_Activation")(x)
    x = layers.Conv2D(3, 1, name="Point_1x1")(x)
    x = layers.Flatten(name="Flat")(x)
    x = layers.Dense(2, use_bias=False, name="Bottleneck")(x)
    model = tf.keras.Model(inputs, x)
    seeded.fill(model)
    model.save_weights(str(file), save_format="h5")


def face_input():
    """A face of 160 by 160 pixels out of the recorded photo, blue first, 0 to 1."""
    with gzip.open(REFERENCE / "photo.rgb.gz") as file:
        rgb = np.frombuffer(file.read(), np.uint8).reshape(512, 512, 3)
    return (rgb[65 : 65 + 160, 30 : 30 + 160, ::-1] / np.float32(255)).astype(np.float32)[None]


def record_layers(model):
    kept = [
        layer
        for layer in model.layers
        if type(layer).__name__ in ("BatchNormalization", "Activation", "GlobalAveragePooling2D")
        or layer.name in ("MaxPool_3a_3x3", "Mixed_6a", "Mixed_7a")
    ]
    probe = tf.keras.Model(model.inputs, [layer.output for layer in kept])
    outputs = probe.predict(face_input(), verbose=0)
    return [
        {"layer": layer.name, "shape": list(out.shape[1:]), **sampled(out)}
        for layer, out in zip(kept, outputs)
    ]


# --- DeepFace, end to end -------------------------------------------------------------------------


class HandedIn(Detector):
    """A detector that finds what it is told, in pixels of the photo without DeepFace's border."""

    def __init__(self):
        self.face = None
        self.border = (0, 0)

    def detect_faces(self, img):
        dx, dy = self.border
        x, y, w, h = self.face["box"]
        shifted = lambda eye: (eye[0] + dx, eye[1] + dy)
        return [
            FacialAreaRegion(
                x=x + dx,
                y=y + dy,
                w=w,
                h=h,
                left_eye=shifted(self.face["leftEye"]),
                right_eye=shifted(self.face["rightEye"]),
                confidence=1,
            )
        ]


def faces():
    """Eyes as DeepFace names them: the left one is the person's own left."""
    named = lambda photo, box, left, right, **more: {
        "photo": photo, "box": box, "leftEye": left, "rightEye": right,
        "expand": 0, "normalization": "base", **more,
    }
    tilted = named("sample1.jpg", [1473, 197, 201, 237], [1610, 336], [1552, 278])
    return [
        tilted,
        named("sample1.jpg", [837, 417, 190, 225], [939, 516], [868, 551]),
        named("sample1.jpg", [412, 353, 178, 238], [514, 456], [438, 453]),
        named("sample2.jpg", [361, 134, 150, 252], [403, 250], [381, 269]),
        named("sample3.jpg", [1043, 217, 232, 287], [1209, 337], [1114, 317]),
        named("sample4.jpg", [663, 48, 185, 264], [776, 183], [707, 148]),
        named("sample5.jpg", [376, 1020, 171, 298], [518, 1145], [425, 1155]),
        named("sample6.jpg", [1700, 200, 209, 300], [1850, 340], [1750, 310]),
        named("sample6.jpg", [-30, -20, 220, 240], [140, 90], [50, 70]),
        named("sample2.jpg", [899, 224, 154, 225], [1032, 337], [951, 337]),
        {**tilted, "expand": 10},
        {**tilted, "expand": 35, "normalization": "Facenet2018"},
    ] + [
        {**tilted, "normalization": n}
        for n in ("raw", "Facenet", "Facenet2018", "VGGFace", "VGGFace2", "ArcFace")
    ]


def crops():
    return [
        {"photo": "sample1.jpg", "crop": [1473, 197, 201, 237]},
        {"photo": "sample3.jpg", "crop": [584, 329, 199, 270]},
        {"photo": "sample4.jpg", "crop": [255, 182, 162, 249]},
        {"photo": "sample5.jpg", "crop": [760, 150, 240, 120]},
        {"photo": "sample6.jpg", "crop": [1225, 380, 90, 80]},
        {"photo": "sample6.jpg", "crop": [200, 400, 311, 421]},
        {"photo": "sample2.jpg", "crop": [1445, 152, 160, 160]},
    ]


def represent(img, **more):
    """The vector and what the net was given for it."""
    answer = DeepFace.represent(img, model_name="Facenet512", return_face=True, **more)[0]
    return np.asarray(answer["embedding"], np.float32), answer["face"]


def record_faces(vectors):
    detector = HandedIn()
    modeling.build_model(task="facial_recognition", model_name="Facenet512")
    modeling.cached_models.setdefault("face_detector", {})["handed-in"] = detector
    recorded = []
    for face in faces():
        photo = cv2.imread(str(PHOTOS / face["photo"]))
        detector.face = face
        detector.border = (int(0.5 * photo.shape[1]), int(0.5 * photo.shape[0]))
        vector, seen = represent(
            photo,
            detector_backend="handed-in",
            expand_percentage=face["expand"],
            normalization=face["normalization"],
        )
        recorded.append({**face, "vector": len(vectors), "input": sampled(seen)})
        vectors.append(vector)
    return recorded


def record_crops(vectors):
    recorded = []
    for case in crops():
        x, y, w, h = case["crop"]
        photo = cv2.imread(str(PHOTOS / case["photo"]))
        vector, seen = represent(
            np.ascontiguousarray(photo[y : y + h, x : x + w]), detector_backend="skip"
        )
        recorded.append({**case, "vector": len(vectors), "input": sampled(seen)})
        vectors.append(vector)
    return recorded


def main():
    TARGET.mkdir(parents=True, exist_ok=True)
    model = InceptionResNetV1(dimension=512)
    seeded.fill(model)
    h5 = weights / "facenet512_weights.h5"
    model.save_weights(str(h5))
    layers = record_layers(model)
    vectors = []
    faces_recorded = record_faces(vectors)
    crops_recorded = record_crops(vectors)
    index = {
        "deepface": version("deepface"),
        "tensorflow": version("tensorflow"),
        "keras": version("tf-keras"),
        "opencv": cv2.__version__,
        "stride": STRIDE,
        "vectors": "vectors.f32.gz",
        "dimension": 512,
        "layers": layers,
        "faces": faces_recorded,
        "crops": crops_recorded,
    }
    write_json("reference.json", index)
    write_json("keras-layout.json", keras_layout(h5))
    save_small(TARGET / "small.h5")
    packed = np.concatenate(vectors).astype("<f4").tobytes()
    (TARGET / index["vectors"]).write_bytes(gzip.compress(packed, mtime=0))


def write_json(name, content):
    """One line an entry of a list, so that a change shows where it is."""
    lines = []
    for key, value in content.items():
        if isinstance(value, list):
            rows = ",\n    ".join(json.dumps(row) for row in value)
            lines.append(f"  {json.dumps(key)}: [\n    {rows}\n  ]")
        else:
            lines.append(f"  {json.dumps(key)}: {json.dumps(value)}")
    (TARGET / name).write_text("{\n" + ",\n".join(lines) + "\n}\n")


main()
