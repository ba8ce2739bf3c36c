"""Weights by name: the same numbers as dev.likeness.models.facenet.SeededWeights makes.

The generator is SplitMix64 (Steele, Lea, Flood 2014), started for each tensor with the FNV-1a hash
of its name. Every step is exact in both languages: 64-bit integers that wrap, a square root and a
product in double precision, and one rounding to float.
"""

import numpy as np

GAMMA = 0x9E3779B97F4A7C15
MASK = (1 << 64) - 1


def fnv1a(name):
    value = 0xCBF29CE484222325
    for byte in name.encode("utf-8"):
        value = ((value ^ byte) * 0x100000001B3) & MASK
    return value


def uniform(name, count):
    """In [-1, 1), multiples of 2^-23, as doubles."""
    with np.errstate(over="ignore"):
        z = np.uint64(fnv1a(name)) + np.arange(1, count + 1, dtype=np.uint64) * np.uint64(GAMMA)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        z = z ^ (z >> np.uint64(31))
    return (z >> np.uint64(40)).astype(np.float64) / (1 << 23) - 1


def tensor(layer, weight, shape):
    u = uniform(f"{layer}/{weight}", int(np.prod(shape)))
    if weight == "kernel":
        # He's bound for the inputs of one output, so that activations neither fade nor grow.
        u = u * np.sqrt(6.0 / float(np.prod(shape[:-1])))
    elif weight == "moving_variance":
        u = 1 + 0.5 * u
    else:
        u = 0.1 * u
    return u.astype(np.float32).reshape(shape)


def fill(model):
    """Gives every weight of a Keras model its seeded values."""
    for layer in model.layers:
        if layer.weights:
            layer.set_weights(
                [
                    tensor(layer.name, w.name.split("/")[-1].split(":")[0], tuple(w.shape))
                    for w in layer.weights
                ]
            )
