#!/usr/bin/env python3
"""DeepFace's find and verify, timed for `./likeness bench peers`.

Install it into an environment of its own and name that environment's interpreter:

    python3 -m venv /somewhere/deepface
    /somewhere/deepface/bin/pip install deepface==0.0.95 'opencv-python<5' tf-keras
    ./likeness bench peers --python /somewhere/deepface/bin/python

Later releases keep their nets elsewhere, and OpenCV 5 comes without the files of the detector.

Both sides see the same photos and the same number of faces. DeepFace runs FaceNet512 behind its
default detector. Its find compares a probe with every face of a data frame it keeps in a pickle;
that data frame is filled with random unit vectors here, so no gallery has to be embedded first.
Latency does not depend on what the vectors or the weights are: without the published weights in
DeepFace's home, the net runs with those it starts with and nothing is downloaded.

Prints a JSON array; ends with status 3 if DeepFace is not installed, with another and its reason if
it is and does not work.
"""

import argparse
import json
import os
import sys
import time
from pathlib import Path

try:
    import numpy as np
    import pandas as pd
    from deepface import DeepFace
    from deepface.modules import verification
except ModuleNotFoundError as e:
    if e.name not in ("numpy", "pandas", "deepface"):
        raise
    sys.exit(3)

MODEL = "Facenet512"
DIMENSION = 512


def without_weights():
    """Makes DeepFace build FaceNet512 with the weights it starts with."""
    from deepface.models.facial_recognition import Facenet

    build = Facenet.InceptionResNetV1
    Facenet.load_facenet512d_model = lambda *_, **__: build(dimension=DIMENSION)


def timed(calls, call):
    for i in range(min(3, calls)):
        call(i)
    took = []
    for i in range(calls):
        start = time.perf_counter()
        call(i)
        took.append((time.perf_counter() - start) * 1e3)
    return float(np.percentile(took, 50)), float(np.percentile(took, 99))


def embed(photo):
    faces = DeepFace.represent(
        img_path=str(photo), model_name=MODEL, detector_backend="opencv", enforce_detection=False
    )
    return np.asarray(faces[0]["embedding"], dtype=np.float32)


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--photos", type=Path, required=True)
    arguments.add_argument("--faces", type=int, required=True)
    arguments.add_argument("--queries", type=int, default=20)
    options = arguments.parse_args()
    home = Path(os.environ.get("DEEPFACE_HOME", Path.home()))
    trained = (home / ".deepface" / "weights" / "facenet512_weights.h5").exists()
    if not trained:
        without_weights()
    photos = sorted(options.photos.glob("*.jpg"))

    random = np.random.default_rng(1)
    gallery = pd.DataFrame({
        "identity": [f"subject-{i // 4}/{i}.jpg" for i in range(options.faces)],
        "embedding": list(random.standard_normal((options.faces, DIMENSION), dtype=np.float32)),
    })

    def find(i):
        # What DeepFace.find does once its pickle is loaded: one distance after the other.
        probe = embed(photos[i % len(photos)])
        distances = [
            verification.find_distance(probe, face, "cosine") for face in gallery["embedding"]
        ]
        gallery.assign(distance=distances).sort_values("distance").head(10)

    def verify(i):
        DeepFace.verify(
            img1_path=str(photos[i % len(photos)]),
            img2_path=str(photos[(i + 1) % len(photos)]),
            model_name=MODEL,
            detector_backend="opencv",
            enforce_detection=False,
        )

    rows = []
    for name, call in (("DeepFace find p50", find), ("DeepFace verify p50", verify)):
        p50, p99 = timed(options.queries, call)
        rows.append({
            "name": name,
            "p50": p50,
            "p99": p99,
            "queries": options.queries,
            "dimension": DIMENSION,
            "as": f"{MODEL}, opencv detector"
            + ("" if trained else ", random weights"),
        })
    json.dump(rows, sys.stdout)


if __name__ == "__main__":
    main()
