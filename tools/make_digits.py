"""Pack the handwritten digits of the course from their original text into rnn_lib/digits.npz.

    python tools/make_digits.py optdigits.tes

The source is the test set of "Optical Recognition of Handwritten Digits" (E. Alpaydin and
C. Kaynak, UCI Machine Learning Repository, 1998, doi:10.24432/C50P49, CC BY 4.0): 1,797 lines of
64 pixels and a label, with commas between. scikit-learn carries the same lines in its wheel, as
sklearn/datasets/data/digits.csv.gz. Nothing but the form is changed.
"""

import gzip
import sys
from pathlib import Path

import numpy as np

TARGET = Path(__file__).resolve().parents[1] / "rnn_lib" / "digits.npz"
SHAPE = (1797, 65)


def unpacked(path: Path) -> bytes:
    """Return the bytes of a file, without its compression if it has one."""
    data = path.read_bytes()
    return gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data


def parse(text: str) -> tuple[np.ndarray, np.ndarray]:
    """Return images (1797, 8, 8) and labels (1797,) of a text with one image a line."""
    table = np.array([line.split(",") for line in text.split()], dtype=np.uint8)
    if table.shape != SHAPE or table[:, :-1].max() > 16 or table[:, -1].max() > 9:
        raise ValueError(f"expected {SHAPE} numbers, pixels to 16 and labels to 9: {table.shape}")
    return table[:, :-1].reshape(-1, 8, 8), table[:, -1]


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    images, labels = parse(unpacked(Path(sys.argv[1])).decode("ascii"))
    np.savez_compressed(TARGET, images=images, labels=labels)
    print(f"{TARGET.name}: {len(labels)} images, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
