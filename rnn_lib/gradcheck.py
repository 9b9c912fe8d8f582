"""Gradients without backpropagation: slow, simple, and therefore good for checking it."""

import warnings

import numpy as np

from .validation import as_numbers, checked, positive_float


def numerical_gradient(f, x, eps=1e-5):
    r"""Approximate the gradient of a scalar function by central differences.

    .. math::

        \frac{\partial f}{\partial x_i} \approx
        \frac{f(x + \varepsilon e_i) - f(x - \varepsilon e_i)}{2 \varepsilon}

    The error has two parts: the truncated series, which grows as ε², and rounding, which
    grows as 1/ε. Near ε = 1e-5 their sum is smallest: about 1e-10 for values near one.

    Parameters
    ----------
    f : callable
        Takes an array like x and returns a number.
    x : array_like, any shape
        The point. It is not changed: f gets a copy.
    eps : float
        The step ε, above zero.

    Returns
    -------
    gradient : ndarray, float64, shape of x
        One partial derivative an entry.

    Raises
    ------
    ValueError
        If x is not real and finite, ``eps`` is not above zero, or f does not return a number.
    """
    eps = positive_float("eps", eps)
    x = _float64_copy(x)
    gradient = np.empty_like(x)
    for index in np.ndindex(x.shape):
        entry = x[index]
        x[index] = entry + eps
        above = _real(f(x.copy()))
        x[index] = entry - eps
        below = _real(f(x.copy()))
        x[index] = entry
        gradient[index] = (above - below) / (2 * eps)
    return gradient


def complex_step_gradient(f, x):
    r"""Compute the gradient of an analytic scalar function by complex steps.

    .. math::

        \frac{\partial f}{\partial x_i} = \frac{\operatorname{Im} f(x + i s\, e_i)}{s} + O(s^2)

    Nothing is subtracted, so nothing cancels: with s = 1e-20 the result is right to the last
    digits. f must accept complex numbers and keep their imaginary part.

    Parameters
    ----------
    f : callable
        Takes a complex array like x and returns a complex number.
    x : array_like, any shape
        The point. It is not changed: f gets a copy.

    Returns
    -------
    gradient : ndarray, float64, shape of x
        One partial derivative an entry.

    Raises
    ------
    ValueError
        If x is not real and finite, or f returns no complex number: somewhere it drops the
        imaginary part.

    References
    ----------
    Squire, W., Trapp, G. "Using complex variables to estimate derivatives of real functions", 1998.
    """
    step = 1e-20
    x = _float64_copy(x).astype(np.complex128)
    gradient = np.empty(x.shape)
    for index in np.ndindex(x.shape):
        x[index] += 1j * step
        gradient[index] = _imaginary_part(f, x) / step
        x[index] = x[index].real
    return gradient


def relative_error(a, b):
    r"""Compare two arrays: their largest difference, relative to their largest entry.

    .. math:: \frac{\max_i |a_i - b_i|}{\max(\max_i |a_i|, \max_i |b_i|)}

    Zero if both are zero everywhere. An entry far smaller than its neighbours, which rounding
    alone may change by half, does not dominate as it does in an entry-by-entry quotient.

    Parameters
    ----------
    a, b : array_like, of one shape

    Returns
    -------
    error : float
        No unit; 0 for equal arrays, 2 at most.

    Raises
    ------
    ValueError
        If the shapes differ, or an array is not finite.
    """
    a, b = checked(a=(a, "..."), b=(b, "..."))
    if a.shape != b.shape:
        raise ValueError(f"a and b must have one shape, got {a.shape} and {b.shape}")
    largest = max(np.abs(a).max(), np.abs(b).max())
    return float(np.abs(a - b).max() / largest) if largest > 0 else 0.0


def _float64_copy(x):
    if as_numbers("x", x).dtype.kind == "c":
        raise ValueError("x must hold real numbers, got complex ones")
    (x,) = checked(x=(x, "..."))
    return x.astype(np.float64)


def _scalar(value):
    if np.size(value) != 1:
        raise ValueError(f"f must return one number, got an array of shape {np.shape(value)}")
    return np.asarray(value).item()


def _real(value):
    value = _scalar(value)
    if not isinstance(value, (int, float)):
        raise ValueError(f"f must return one real number, got {type(value).__name__}")
    return value


def _imaginary_part(f, x):
    with warnings.catch_warnings():
        warnings.simplefilter("error", np.exceptions.ComplexWarning)
        try:
            value = _scalar(f(x.copy()))
        except np.exceptions.ComplexWarning:
            value = None
    if not isinstance(value, complex):
        raise ValueError(
            "f must return a complex number for complex x: it drops the imaginary part"
        )
    return value.imag
