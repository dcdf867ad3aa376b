"""The forward pass of a BERT encoder, in numpy: token ids in, one unit vector out.

Architecture: Devlin et al. 2019 (BERT), with the pooling of Reimers and Gurevych 2019 (the mean
over all tokens, scaled to length one). Texts stand one behind the other, without padding: what is
read of one does not depend on the others, but for the last digits of its numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

import numpy as np

from d3k2.language.ranking.model_files import FloatArray

ERF = (1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592)
ERF_SCALE = 0.3275911
"""Error function within 1.5e-7: Abramowitz and Stegun 1964, equation 7.1.26."""
ROWS = 32
"""Tokens that are activated at a time."""


@dataclass(frozen=True, slots=True)
class Encoder:
    """Weights by their names in the file, and the shape of the model."""

    weights: Mapping[str, FloatArray]
    layers: int
    heads: int
    epsilon: float
    """Added to a variance before its root."""

    def vector(self, tokens: Sequence[int]) -> FloatArray:
        """Return the unit vector of one tokenised text, float32."""
        mean = self.pooled(tokens)
        mean /= np.sqrt(mean @ mean)
        return mean

    def pooled(self, tokens: Sequence[int], second: int = 0) -> FloatArray:
        """Return the mean over all tokens, float32.

        Parameters
        ----------
        second : int
            How many of the tokens, at the end, belong to a second text.
        """
        *_, (last,) = self.after_each_layer([(tokens, second)])
        mean: FloatArray = last.mean(axis=0)
        return mean

    def after_each_layer(
        self, texts: Sequence[tuple[Sequence[int], int]]
    ) -> Iterator[list[FloatArray]]:
        """Yield, after each layer, the tokens of each text (tokens, width).

        A few texts at a time cost less than each alone.

        Parameters
        ----------
        texts : sequence of (tokens, second)
            As :meth:`pooled` takes one; at least one.
        """
        spans = _spans(texts)
        x = np.concatenate([self._embedded(*text) for text in texts])
        for layer in range(self.layers):
            at = f"encoder.layer.{layer}."
            attended = self._linear(self._attention(x, spans, at), at + "attention.output.dense")
            x = self._normal(x + attended, at + "attention.output.LayerNorm")
            wide = gelu(self._linear(x, at + "intermediate.dense"))
            x = self._normal(x + self._linear(wide, at + "output.dense"), at + "output.LayerNorm")
            yield [x[span] for span in spans]

    def _embedded(self, tokens: Sequence[int], second: int) -> FloatArray:
        word, place, kind = (
            self.weights[f"embeddings.{name}_embeddings.weight"]
            for name in ("word", "position", "token_type")
        )
        x: FloatArray = word[list(tokens)] + place[: len(tokens)]
        first = len(tokens) - second
        x[:first] += kind[0]
        x[first:] += kind[1]
        return self._normal(x, "embeddings.LayerNorm")

    def _attention(self, x: FloatArray, spans: Sequence[slice], at: str) -> FloatArray:
        """Let the tokens of each text attend to each other."""
        n, width = x.shape
        query, key, value = (
            self._linear(x, f"{at}attention.self.{name}")
            .reshape(n, self.heads, width // self.heads)
            .transpose(1, 0, 2)
            for name in ("query", "key", "value")
        )
        mixed = np.empty_like(query)
        for span in spans:
            scores: FloatArray = query[:, span] @ key[:, span].transpose(0, 2, 1)
            scores *= np.float32((width // self.heads) ** -0.5)
            scores -= scores.max(axis=-1, keepdims=True)
            np.exp(scores, out=scores)
            scores /= scores.sum(axis=-1, keepdims=True)
            mixed[:, span] = scores @ value[:, span]
        return mixed.transpose(1, 0, 2).reshape(n, width)

    def _linear(self, x: FloatArray, name: str) -> FloatArray:
        y: FloatArray = x @ self.weights[f"{name}.weight"].T
        y += self.weights[f"{name}.bias"]
        return y

    def _normal(self, x: FloatArray, name: str) -> FloatArray:
        x = x - x.mean(axis=-1, keepdims=True)
        x /= np.sqrt(np.square(x).mean(axis=-1, keepdims=True) + np.float32(self.epsilon))
        x *= self.weights[f"{name}.weight"]
        x += self.weights[f"{name}.bias"]
        return x


def _spans(texts: Sequence[tuple[Sequence[int], int]]) -> list[slice]:
    """Where each text stands when they stand one behind the other."""
    ends = list(accumulate(len(tokens) for tokens, _ in texts))
    return [slice(start, end) for start, end in pairwise([0, *ends])]


def gelu(x: FloatArray) -> FloatArray:
    """Return x Φ(x), Φ the standard normal distribution function; within 5e-7 for |x| < 8.

    A few rows at a time, in place: what is worked on stays in the cache.
    """
    out = np.empty_like(x)
    for first in range(0, len(x), ROWS):
        _gelu(x[first : first + ROWS], out[first : first + ROWS])
    return out


def _gelu(x: FloatArray, out: FloatArray) -> None:
    size = x * np.float32(2**-0.5)
    np.abs(size, out=size)
    t = size * np.float32(ERF_SCALE)
    t += 1
    np.reciprocal(t, out=t)
    np.multiply(t, np.float32(ERF[0]), out=out)
    for coefficient in ERF[1:]:
        out += np.float32(coefficient)
        out *= t
    size *= size
    np.negative(size, out=size)
    np.exp(size, out=size)
    out *= size
    np.subtract(1, out, out=out)
    np.copysign(out, x, out=out)
    out += 1
    out *= x
    out *= np.float32(0.5)
