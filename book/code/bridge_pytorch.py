"""The classifier of the course in PyTorch: the same start, the same way, the same weights."""

import numpy as np
import torch

import rnn_lib


# The model.
class Classifier(torch.nn.Module):
    def __init__(self, n_features, n_nodes, n_classes):
        super().__init__()
        self.rnn = torch.nn.RNN(n_features, n_nodes, batch_first=True)
        self.dense = torch.nn.Linear(n_nodes, n_classes)

    def forward(self, x):
        h, _ = self.rnn(x)
        return self.dense(h[:, -1])


# The weights of the course, under PyTorch's names.
def renamed(params):
    Wx, Wh, B, W, b = (params[name] for name in ("Wx", "Wh", "B", "W", "b"))
    arrays = {
        "rnn.weight_ih_l0": Wx.T,
        "rnn.weight_hh_l0": Wh.T,
        "rnn.bias_ih_l0": B,
        "rnn.bias_hh_l0": np.zeros_like(B),
        "dense.weight": W.T,
        "dense.bias": b,
    }
    return {name: torch.tensor(array) for name, array in arrays.items()}


def difference(ours, theirs):
    """Return the largest difference of any entry of any array, by PyTorch's names."""
    return max((ours[name] - theirs[name]).abs().max().item() for name in theirs)


# One start for both.
X, y = rnn_lib.digits()
X, y = X[:640], y[:640]
rnn, dense = rnn_lib.SimpleRNN(8, 32, rng=0), rnn_lib.Dense(32, 10, rng=1)
params = {**rnn.params, **dense.params}
model = Classifier(8, 32, 10).double()
model.load_state_dict(renamed(params))
model.rnn.bias_hh_l0.requires_grad = False  # two biases would learn twice as fast as one

scores = dense.forward(rnn.forward(X)[:, -1])
same = np.abs(scores - model(torch.tensor(X)).detach().numpy()).max() < 1e-6
print("the same scores at the start:", same)

# Both train: the course with gradients of its own, PyTorch with automatic ones.
learned = [p for p in model.parameters() if p.requires_grad]
optimizer = torch.optim.SGD(learned, lr=0.1)
for rows in np.split(np.arange(640), 20):
    h = rnn.forward(X[rows])
    scores = dense.forward(h[:, -1])
    loss, dscores = rnn_lib.softmax_cross_entropy(scores, y[rows])
    upstream = np.zeros_like(h)
    upstream[:, -1] = dense.backward(dscores)
    rnn.backward(upstream)
    rnn_lib.sgd_step(params, {**rnn.grads, **dense.grads}, lr=0.1)

    optimizer.zero_grad()
    x, targets = torch.tensor(X[rows]), torch.tensor(y[rows])
    their_loss = torch.nn.functional.cross_entropy(model(x), targets)
    their_loss.backward()
    optimizer.step()

gradients = renamed({**rnn.grads, **dense.grads})
theirs = {name: p.grad for name, p in model.named_parameters() if p.requires_grad}
print("the same loss in the last batch:", abs(loss - their_loss.item()) < 1e-6)
print("the same gradients there:", difference(gradients, theirs) < 1e-6)
print("the same weights after 20 updates:", difference(renamed(params), model.state_dict()) < 1e-6)
