"""Make the reader that goes by meaning: go on with the training of the sentence model.

    pip install -r training/requirements.txt
    python -m training.meaning    # from the sentence model: writes learned/meaning.npz
    python -m training.meaning --on --rate 1e-4 --epochs 2 variations more    # goes on from there
    python -m training.meaning --on --rate 1e-4 --epochs 3 --taught taught.npz    # from a teacher
    python -m training.meaning --on --epochs 0    # only the layer for facts, made anew

The layers of the model and four linear layers on its mean are fitted; its words are not touched.
About an hour and a half on two cores for eight rounds, a few minutes with a GPU.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from d3k2.claims.learned import by_meaning
from d3k2.claims.learned.corrections import corrected, packed
from d3k2.claims.learned.deciding import SLOTS
from d3k2.claims.learned.near import tellable
from d3k2.claims.learned.told import context
from d3k2.language import sentence_model
from training.examples import Example, all_examples
from training.fitting import fit
from training.targets import VERDICTS, Scores, labelled, taught

OUT = Path(by_meaning.__file__).parent / by_meaning.FILE
WIDTH, WIDE, HEADS, EPSILON = 384, 1536, 12, 1e-12
DROPPED = 0.1
PARTS = {
    "query": "attention.self.query", "key": "attention.self.key",
    "value": "attention.self.value", "joined": "attention.output.dense",
    "after_attention": "attention.output.LayerNorm", "wide": "intermediate.dense",
    "narrow": "output.dense", "after": "output.LayerNorm",
}  # fmt: skip
"""The parts of a layer, and their names in the file of the model."""
FACTS = {"rate": 1e-2, "rounds": 14, "size": 512, "decay": 0.05, "dropped": 0.4, "least": 0.1}
"""How the layer for facts is fitted, last and with all others as they are: fitted together with
them it did worse."""


class Layer(nn.Module):
    """One layer of the encoder (Devlin et al. 2019)."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value, self.joined = (nn.Linear(WIDTH, WIDTH) for _ in "qkvo")
        self.wide, self.narrow = nn.Linear(WIDTH, WIDE), nn.Linear(WIDE, WIDTH)
        self.after_attention = nn.LayerNorm(WIDTH, eps=EPSILON)
        self.after = nn.LayerNorm(WIDTH, eps=EPSILON)

    def forward(self, x: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Attend, then widen and narrow."""
        texts, tokens, _ = x.shape

        def heads(part: nn.Linear) -> torch.Tensor:
            return part(x).view(texts, tokens, HEADS, -1).transpose(1, 2)

        attended = functional.scaled_dot_product_attention(
            heads(self.query), heads(self.key), heads(self.value),
            attn_mask=mask, dropout_p=DROPPED if self.training else 0.0,
        )  # fmt: skip
        joined = self.joined(attended.transpose(1, 2).reshape(texts, tokens, WIDTH))
        x = self.after_attention(x + functional.dropout(joined, DROPPED, self.training))
        narrow = self.narrow(functional.gelu(self.wide(x)))
        return self.after(x + functional.dropout(narrow, DROPPED, self.training))


class Reader(nn.Module):
    """The model with its four questions."""

    def __init__(self, weights: Mapping[str, np.ndarray], layers: int, facts: int) -> None:
        super().__init__()
        self.fixed = {
            name: torch.tensor(array)
            for name, array in weights.items()
            if name.startswith("embeddings.") and array.dtype == np.float32
        }
        self.layers = nn.ModuleList(Layer() for _ in range(layers))
        for number, layer in enumerate(self.layers):
            for part, name in PARTS.items():
                for kind in ("weight", "bias"):
                    kept = torch.tensor(weights[f"encoder.layer.{number}.{name}.{kind}"])
                    getattr(layer, part).state_dict()[kind].copy_(kept)
        self.verdict = nn.Linear(WIDTH, len(VERDICTS))
        self.slot = nn.Linear(WIDTH, len(SLOTS))
        self.danger = nn.Linear(WIDTH, 1)
        self.fact = nn.Linear(2 * WIDTH, facts)

    def forward(self, tokens: torch.Tensor, mask: torch.Tensor, kinds: torch.Tensor) -> Scores:
        """Return the scores of verdicts, slots and danger."""
        mean = functional.dropout(self.mean(tokens, mask, kinds), DROPPED, self.training)
        return self.verdict(mean), self.slot(mean), self.danger(mean)[:, 0]

    def mean(self, tokens: torch.Tensor, mask: torch.Tensor, kinds: torch.Tensor) -> torch.Tensor:
        """Return the mean over the tokens of each text."""
        return _mean(self.after(len(self.layers), tokens, mask, kinds), mask)

    def about(self, tokens: torch.Tensor, mask: torch.Tensor, kinds: torch.Tensor) -> torch.Tensor:
        """Return what it is seen from which fact each text is about."""
        x = self.after(by_meaning.FACTS_AFTER, tokens, mask, kinds)
        largest = x.masked_fill(mask[..., None] == 0, -torch.inf).amax(1)
        return torch.cat([_mean(x, mask), largest], dim=1)

    def after(
        self, layers: int, tokens: torch.Tensor, mask: torch.Tensor, kinds: torch.Tensor
    ) -> torch.Tensor:
        """Return the tokens of each text after so many layers."""
        word, place, kind = (
            self.fixed[f"embeddings.{n}_embeddings.weight"]
            for n in ("word", "position", "token_type")
        )
        x = functional.layer_norm(
            word[tokens] + place[: tokens.shape[1]] + kind[kinds], (WIDTH,),
            self.fixed["embeddings.LayerNorm.weight"], self.fixed["embeddings.LayerNorm.bias"],
            EPSILON,
        )  # fmt: skip
        for layer in self.layers[:layers]:
            x = layer(x, mask[:, None, None, :].bool())
        return x

    def corrections(self, base: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
        """What the program keeps of it."""
        kept: dict[str, np.ndarray] = {}
        for number, layer in enumerate(self.layers):
            for part, name in PARTS.items():
                for kind, values in getattr(layer, part).state_dict().items():
                    key, array = f"encoder.layer.{number}.{name}.{kind}", values.numpy()
                    if array.ndim == 2:
                        kept[key], kept[f"{key}.step"] = packed(array - base[key])
                    else:
                        kept[f"{key}.whole"] = array.astype(np.float16)
        for question in by_meaning.QUESTIONS:
            layer = getattr(self, question)
            kept[f"{question}.w"] = layer.weight.detach().numpy().astype(np.float16)
            kept[f"{question}.b"] = layer.bias.detach().numpy().astype(np.float16)
        return kept


def _mean(x: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    mean: torch.Tensor = (x * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
    return mean


Read = tuple[list[int], int]
"""Tokens of a sentence and its context, and how many belong to the context."""


def tokens_of(examples: Sequence[Example]) -> list[Read]:
    """The tokens of sentences, each with its context."""
    tokenizer = sentence_model().tokenizer
    return [
        by_meaning.paired(tokenizer, one.weighed.passage.text, context(one.weighed))
        for one in examples
    ]


def batch(read: Sequence[Read]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Sentences side by side: tokens, where they are, and which belong to the context."""
    longest = max(len(tokens) for tokens, _ in read)
    tokens, mask, kinds = (np.zeros((len(read), longest), np.int64) for _ in range(3))
    for n, (ids, second) in enumerate(read):
        tokens[n, : len(ids)], mask[n, : len(ids)] = ids, 1
        kinds[n, len(ids) - second : len(ids)] = 1
    return torch.from_numpy(tokens), torch.from_numpy(mask).float(), torch.from_numpy(kinds)


def fit_facts(reader: Reader, examples: list[Example], facts: Sequence[str]) -> None:
    """Fit the layer that says which facts a sentence is about, all else as it is."""
    known = set(facts)
    tied = [one for one in examples if not known.isdisjoint(one.facts)]
    read = tokens_of(tied)
    reader.eval()
    with torch.no_grad():
        parts = [read[at : at + FACTS["size"]] for at in range(0, len(read), FACTS["size"])]
        seen = torch.cat([reader.about(*batch(part)) for part in parts])
    layer = fact_layer(seen, [one.facts for one in tied], facts)
    reader.fact.load_state_dict(layer.state_dict())


def fact_layer(
    seen: torch.Tensor, about: Sequence[Sequence[str]], facts: Sequence[str]
) -> nn.Linear:
    """Fit a layer to what is seen of sentences and the facts that they are about."""
    places = {fact: n for n, fact in enumerate(facts)}
    wanted = torch.zeros(len(seen), len(facts))
    for row, ids in enumerate(about):
        known = [places[fact] for fact in ids if fact in places]
        wanted[row, known] = 1 / len(known)
    mean, spread = seen.mean(0), seen.std(0).clamp_min(FACTS["least"])
    level = (seen - mean) / spread
    torch.manual_seed(0)
    layer = nn.Linear(seen.shape[1], len(facts))
    size, rounds = FACTS["size"], FACTS["rounds"]
    optimiser = torch.optim.AdamW(layer.parameters(), lr=FACTS["rate"], weight_decay=FACTS["decay"])
    paced = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, FACTS["rate"], total_steps=rounds * math.ceil(len(seen) / size)
    )
    for _ in range(rounds):
        for some in torch.randperm(len(seen)).split(size):
            scores = layer(functional.dropout(level[some], FACTS["dropped"]))
            loss = -(wanted[some] * scores.log_softmax(1)).sum(1).mean()
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            paced.step()
    print(f"facts: {loss.item():.3f}", flush=True)
    with torch.no_grad():
        layer.weight /= spread
        layer.bias -= layer.weight @ mean
    return layer


def take_up(reader: Reader, kept: Mapping[str, np.ndarray]) -> None:
    """Let the layers of questions begin where they were."""
    for question in ("verdict", "slot", "danger"):
        layer = getattr(reader, question).state_dict()
        for part, letter in (("weight", "w"), ("bias", "b")):
            layer[part].copy_(torch.tensor(kept[f"{question}.{letter}"].astype(np.float32)))


def scores_of(path: Path) -> Scores:
    """What a teacher said of every sentence, in the order of `all_examples`."""
    with np.load(path) as kept:
        verdicts, slots, dangers = (
            torch.tensor(kept[name]).float() for name in ("verdicts", "slots", "dangers")
        )
    return verdicts, slots, dangers


def main() -> None:
    """Make it."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folders", nargs="*", help="of training/sentences; all where none is named")
    asked.add_argument("--on", action="store_true", help="go on from what is shipped")
    asked.add_argument("--taught", type=Path, help="what training.teacher wrote of all sentences")
    asked.add_argument("--rate", type=float, default=3e-4)
    asked.add_argument("--epochs", type=int, default=8)
    asked.add_argument("--size", type=int, default=32)
    asked.add_argument("--seed", type=int, default=0)
    asked.add_argument("--out", type=Path, default=OUT, help="where it is written")
    given = asked.parse_args()
    if given.taught and given.folders:
        asked.error("a teacher spoke of all folders: name none with --taught")
    encoder = sentence_model().encoder
    kept = dict(np.load(OUT)) if given.on else {}
    facts = sorted(tellable())
    start = corrected(encoder, kept) if given.on else encoder
    reader = Reader(start.weights, encoder.layers, len(facts))
    if given.on:
        take_up(reader, kept)
    examples = [
        one
        for one in all_examples()
        if not given.folders or one.file.split("/")[0] in given.folders
    ]
    print(len(examples), "labelled sentences")
    read = tokens_of(examples)
    fit(
        reader,
        lambda rows: reader(*batch([read[row] for row in rows])),
        [len(tokens) for tokens, _ in read],
        taught(examples, scores_of(given.taught)) if given.taught else labelled(examples),
        rate=given.rate, rounds=given.epochs, size=given.size, seed=given.seed,
    )  # fmt: skip
    fit_facts(reader, examples, facts)
    ids = {by_meaning.FACTS: np.array("\n".join(facts))}
    np.savez_compressed(given.out, **reader.corrections(encoder.weights), **ids)
    print(given.out.name, given.out.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
