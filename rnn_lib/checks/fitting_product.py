"""The check of a product that fits and is wrong: what a shape cannot tell."""

import numpy as np

from .comparing import close
from .judging import failure, refusal
from .report import Report
from .returned import read_results
from .running import run_here

SUBJECT = "fitting product"
SIZES = ((3, 4), (2, 5))
"""batch_size and n_nodes of the calls."""

IT_FITS = "It fits, and it is not the gradient: no shape tells the two apart."
IT_IS_RIGHT = (
    "This one fits, and it is right: the shapes and the numbers agree. "
    "Find one that fits and is not."
)


def check_fitting_product(f, *, run=None):
    """Check a product of da_t and Wh that has the shape of dh_prev and is not dh_prev.

    A multiple of the right product is another product.

    Parameters
    ----------
    f : callable
        ``f(da_t, Wh) -> product``, shape (batch_size, n_nodes), for da_t of this shape and Wh of
        shape (n_nodes, n_nodes).
    run : callable, optional
        Who calls the answer, if not this process: a function like ``rnn_lib.checks.run_here``.

    Returns
    -------
    Report
        The verdict.
    """
    if refused := refusal(SUBJECT, f):
        return refused
    is_right = []
    for seed, sizes in enumerate(SIZES):
        first, other, raised = _ask(f, sizes, seed, run or run_here)
        if raised:
            return failure(SUBJECT, raised)
        if line := _misfit(*first) or _ignored(first, other):
            return Report(SUBJECT, "incorrect", (line,))
        da_t, Wh, product = first
        is_right.append(close(product, da_t @ Wh.T))
    if all(is_right):
        return Report(SUBJECT, "incorrect", (IT_IS_RIGHT,))
    return Report(SUBJECT, "correct", (IT_FITS,))


def _ask(f, sizes, seed, run):
    """Call the answer as it is, again, with another da_t and with another Wh.

    Returns
    -------
    first : tuple of ndarray
        da_t, Wh and the product.
    other : dict of str to ndarray
        The other products, by what is another one.
    raised : Raised or None
        Why there are none.
    """
    rng = np.random.default_rng(seed)
    batch_size, n_nodes = sizes
    da_t, da_2 = rng.uniform(0.2, 1.0, (2, batch_size, n_nodes))
    Wh, Wh_2 = rng.uniform(0.2, 1.0, (2, n_nodes, n_nodes))
    products = {}
    calls = {"": (da_t, Wh), "again": (da_t, Wh), "da_t": (da_2, Wh), "Wh": (da_t, Wh_2)}
    for name, arguments in calls.items():
        call = run(f, tuple(array.copy() for array in arguments), ())
        results, raised = read_results(call, ("the product",))
        if raised:
            return None, None, raised
        (products[name],) = results
    return (da_t, Wh, products.pop("")), products, None


def _misfit(da_t, Wh, product):
    """Say how a product does not fit; an empty string if it does."""
    if product.shape != da_t.shape:
        came = f"da_t has shape {da_t.shape} and Wh {Wh.shape}; yours has shape {product.shape}"
        wanted = f"{came}, and dh_prev has {da_t.shape}. It does not fit."
        return f"{wanted} Over which axis of each may a product sum, so that this one is left?"
    if not np.isfinite(product).all():
        return "It fits, but not all of its entries are finite numbers. What is divided by zero?"
    return ""


def _ignored(first, other):
    """Say which argument makes no difference; an empty string if both do."""
    product = first[-1]
    if not close(product, other["again"]):
        return "The same call gives other numbers the second time. What else goes into yours?"
    for name in ("da_t", "Wh"):
        if close(product, other[name]):
            line = f"It fits, but with another {name} yours is the same as before."
            return f"{line} Of which two arrays should it be the product?"
    return ""
