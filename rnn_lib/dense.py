"""A fully connected layer and its gradients as pure functions."""

from .validation import checked


def dense_forward(x, W, b):
    """Compute the scores ``x W + b`` of a fully connected layer.

    Parameters
    ----------
    x : array_like, shape (..., n_in)
        Any leading axes: (batch_size, n_in) for one output a sequence,
        (batch_size, n_sequences, n_in) for one output a time step.
    W : array_like, shape (n_in, n_out)
        The weights.
    b : array_like, shape (n_out,)
        The bias.

    Returns
    -------
    scores : ndarray, shape (..., n_out)
        One score a class (or output).

    Raises
    ------
    ValueError
        If shapes disagree or an array is empty or not finite.
    """
    W, b, x = checked(W=(W, "n_in n_out"), b=(b, "n_out"), x=(x, "... n_in"))
    return (x.reshape(-1, x.shape[-1]) @ W + b).reshape(*x.shape[:-1], -1)


def dense_backward(dscores, x, W):
    """Take the gradient of the loss through a fully connected layer.

    In the book: [eq-direct].

    Parameters
    ----------
    dscores : array_like, shape (..., n_out)
        dL/dscores, with the leading axes of x.
    x : array_like, shape (..., n_in)
        The input of the forward pass.
    W : array_like, shape (n_in, n_out)
        The weights.

    Returns
    -------
    dx : ndarray, shape (..., n_in)
        ``dscores Wᵀ``.
    dW : ndarray, shape (n_in, n_out)
        ``xᵀ dscores``, summed over all leading axes.
    db : ndarray, shape (n_out,)
        ``dscores``, summed over all leading axes.

    Raises
    ------
    ValueError
        If shapes disagree or an array is empty or not finite.
    """
    W, x, dscores = checked(W=(W, "n_in n_out"), x=(x, "... n_in"), dscores=(dscores, "... n_out"))
    if dscores.shape[:-1] != x.shape[:-1]:
        raise ValueError(
            f"dscores must have the leading axes of x, {x.shape[:-1]}, got {dscores.shape[:-1]}"
        )
    n_in, n_out = W.shape
    x_rows, dscores_rows = x.reshape(-1, n_in), dscores.reshape(-1, n_out)
    return dscores @ W.T, x_rows.T @ dscores_rows, dscores_rows.sum(axis=0)
