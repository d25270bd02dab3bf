"""Makes `floret-fi.npy` and `common-lemmas.csv` from the package they come from; `README.md` beside this says how.

By hand, from the root: `python -m data.search.make_vectors spacy_fi_experimental_web_md-0.15.0-py3-none-any.whl`.
"""

import csv
import io
import json
import math
import re
import struct
import sys
from collections import Counter
from collections.abc import Iterator
from zipfile import ZipFile

import numpy as np
from numpy.typing import NDArray

from services.search import analysis
from services.search.vectors import TABLE, rows_of
from services.search.weights import COMMON

Floats = NDArray[np.float32]

VOCABULARY = "spacy_fi_experimental_web_md/fi_experimental_web_md-0.15.0/vocab/"
# The directions that the commonest lemmas share say more of how words are written than of what they mean.
LEMMAS_LOOKED_AT, LEMMAS_OF_THE_MEAN, SHARED_DIRECTIONS = 20_000, 5_000, 20
# A word of less than ten in a million counts in full, whatever its exact number.
LEAST_PER_MILLION = 10.0
# Of all numbers of the table less than one in ten thousand is cut by the limits of a byte.
CUT_SHARE = 1e-4
_WORD = re.compile(r"[a-zåäöšž]+(?:-[a-zåäöšž]+)*")


def main(wheel: str) -> None:
    with ZipFile(wheel) as package:
        table = np.load(io.BytesIO(package.read(VOCABULARY + "vectors")))
        shares = _shares_of_lemmas(package)
    np.save(TABLE, _in_bytes(_without_shared_directions(table, [lemma for lemma, _ in shares.most_common()])))
    _write_common(shares)


def _shares_of_lemmas(package: ZipFile) -> Counter[str]:
    """Of all words on the web pages, how large a share is of each lemma or has it as its part."""
    known = _probabilities(package.read(VOCABULARY + "lookups.bin"))
    shares: Counter[str] = Counter()
    for form in json.loads(package.read(VOCABULARY + "strings.json")):
        share = known.get(_spacy_key(form.encode()))
        word = analysis.word(form) if share is not None and _WORD.fullmatch(form.lower()) else None
        if word and word.known and share is not None:
            shares.update(dict.fromkeys(word.lemmas | word.parts, math.exp(share)))
    return shares


def _without_shared_directions(table: Floats, lemmas: list[str]) -> Floats:
    """Every row less the mean and less the first principal components of words ("all but the top", Mu and
    Viswanath 2018). A word is a mean of rows, so that what is taken from the rows is taken from the words.
    """
    words = np.array([table[rows_of(lemma)].mean(axis=0) for lemma in lemmas[:LEMMAS_LOOKED_AT]])
    mean = words[:LEMMAS_OF_THE_MEAN].mean(axis=0)
    words -= mean
    words /= np.linalg.norm(words, axis=1, keepdims=True)
    shared = np.linalg.svd(words, full_matrices=False)[2][:SHARED_DIRECTIONS]
    centred = table - mean
    return np.asarray(centred - (centred @ shared.T) @ shared, dtype=np.float32)


def _in_bytes(table: Floats) -> NDArray[np.int8]:
    """One scale for all, which the length of a word's vector does not need to remember."""
    largest = np.quantile(np.abs(table), 1 - CUT_SHARE)
    whole: NDArray[np.int8] = np.clip(np.rint(table * (127 / largest)), -127, 127).astype(np.int8)
    return whole


def _write_common(shares: Counter[str]) -> None:
    with COMMON.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(("lemma", "per_million"))
        for lemma, share in sorted(shares.items(), key=lambda item: (-item[1], item[0])):
            if share * 1e6 >= LEAST_PER_MILLION:
                rows.writerow((lemma, f"{share * 1e6:.0f}"))


def _probabilities(lookups: bytes) -> dict[int, float]:
    """The table `lexeme_prob` of the package: from spaCy's key of a form to the logarithm of its probability."""
    name = b"lexeme_prob"
    start = lookups.index(name) + len(name)
    # MessagePack: 0xdf begins a map whose length takes four bytes.
    if lookups[start] != 0xDF:
        raise ValueError("lexeme_prob is no map of more than 65,535 forms")
    numbers = _numbers(lookups, start + 5)
    return {int(next(numbers)): next(numbers) for _ in range(struct.unpack_from(">I", lookups, start + 1)[0])}


def _numbers(packed: bytes, at: int) -> Iterator[float]:
    """The numbers of MessagePack that stand there one after another."""
    forms = {0xCA: ">f", 0xCB: ">d", 0xCC: ">B", 0xCD: ">H", 0xCE: ">I", 0xCF: ">Q"}
    while at < len(packed):
        form = forms.get(packed[at], "")
        yield struct.unpack_from(form, packed, at + 1)[0] if form else packed[at]
        at += 1 + struct.calcsize(form)


def _spacy_key(form: bytes) -> int:
    """MurmurHash64A with seed 1, as in spaCy's StringStore."""
    factor, mask = 0xC6A4A7935BD1E995, (1 << 64) - 1
    key = 1 ^ (len(form) * factor & mask)
    whole = len(form) - len(form) % 8
    for at in range(0, whole, 8):
        block = int.from_bytes(form[at : at + 8], "little") * factor & mask
        key = (key ^ ((block ^ block >> 47) * factor & mask)) * factor & mask
    if form[whole:]:
        key = (key ^ int.from_bytes(form[whole:], "little")) * factor & mask
    key = (key ^ key >> 47) * factor & mask
    return key ^ key >> 47


if __name__ == "__main__":
    main(*sys.argv[1:])
