"""Draw with Matplotlib under the cell of a page: a backend whose `show` sends PNG images."""

import base64
import io

from matplotlib import pyplot
from matplotlib.backend_bases import FigureManagerBase
from matplotlib.backends.backend_agg import FigureCanvasAgg
from page import send

FigureCanvas, FigureManager = FigureCanvasAgg, FigureManagerBase
SHARPNESS = 144  # dots per inch


def show(*args, **kwargs):
    """Send every open figure to the page, and close it."""
    for number in pyplot.get_fignums():
        image = io.BytesIO()
        pyplot.figure(number).savefig(image, format="png", dpi=SHARPNESS)
        send("image", base64.b64encode(image.getvalue()).decode())
    pyplot.close("all")
