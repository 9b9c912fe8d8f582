"""Gradient descent: one step, and a limit on its length."""

import numpy as np

from .validation import checked, positive_float


def clip_by_global_norm(grads, max_norm):
    r"""Scale all gradients by one factor, so that together they are no longer than ``max_norm``.

    .. math::

        \|g\| = \sqrt{\sum_i g_i^2}, \qquad g \leftarrow g \cdot \min\left(1, \frac{c}{\|g\|}\right)

    with c = ``max_norm`` and the sum over every entry of every array. One common factor keeps the
    direction of the step.

    In the book: [eq-clip].

    Parameters
    ----------
    grads : dict of str to array_like
        The gradients by name.
    max_norm : float
        The length allowed; above zero.

    Returns
    -------
    grads : dict of str to ndarray
        New arrays in a new dict.
    norm : float
        The length before clipping.

    Raises
    ------
    ValueError
        If a gradient is empty or not finite, or ``max_norm`` is not above zero.

    References
    ----------
    Pascanu, R., Mikolov, T., Bengio, Y. "On the difficulty of training recurrent neural
    networks", 2013.
    """
    max_norm = positive_float("max_norm", max_norm)
    arrays = {name: _checked_grad(name, grad) for name, grad in _mapping("grads", grads).items()}
    # Exploded gradients are what this is for: without the division their squares would overflow.
    peaks = [float(np.abs(array).max()) for array in arrays.values()]
    largest = max(peaks, default=0.0)
    if largest == 0:
        return {name: array.copy() for name, array in arrays.items()}, 0.0
    scaled = (array.astype(np.float64) / largest for array in arrays.values())
    length = sum(float(np.square(array).sum()) for array in scaled) ** 0.5
    norm, factor = largest * length, min(1.0, max_norm / largest / length)
    clipped = {name: g * g.dtype.type(factor) for name, g in arrays.items()}
    return clipped, norm


def sgd_step(params, grads, lr):
    r"""Take one step of gradient descent, in place.

    .. math:: \theta \leftarrow \theta - \alpha \frac{dL}{d\theta}

    Parameters
    ----------
    params : dict of str to ndarray
        The parameters by name. The arrays themselves are changed.
    grads : dict of str to array_like
        A gradient for each parameter, of the same shape.
    lr : float
        The learning rate α, above zero.

    Raises
    ------
    ValueError
        If names or shapes differ, a gradient is not finite, a parameter is no array of
        floats, or ``lr`` is not above zero. Then no parameter has been changed.
    """
    lr = positive_float("lr", lr)
    params, grads = _mapping("params", params), _mapping("grads", grads)
    if params.keys() != grads.keys():
        wanted = f"the names of params, {sorted(params)}"
        raise ValueError(f"grads must have {wanted}, got {sorted(grads)}")
    steps = {name: _step(name, param, grads[name], lr) for name, param in params.items()}
    for name, param in params.items():
        param -= steps[name]


def _step(name, param, grad, lr):
    if not isinstance(param, np.ndarray) or param.dtype.kind != "f":
        kind = param.dtype if isinstance(param, np.ndarray) else type(param).__name__
        wanted = "an array of floats, to be changed in place"
        raise ValueError(f"params[{name!r}] must be {wanted}, got {kind}")
    if not param.flags.writeable:
        raise ValueError(f"params[{name!r}] must be writeable to be changed in place")
    grad = _checked_grad(name, grad)
    if grad.shape != param.shape:
        wanted = f"the shape of params[{name!r}], {param.shape}"
        raise ValueError(f"grads[{name!r}] must have {wanted}, got {grad.shape}")
    return (lr * grad).astype(param.dtype, copy=False)


def _checked_grad(name, grad):
    (grad,) = checked(**{f"grads[{name!r}]": (grad, "...")})
    return grad


def _mapping(name, value):
    if isinstance(value, dict):
        return value
    raise ValueError(f"{name} must be a dict of arrays by name, got {type(value).__name__}")
