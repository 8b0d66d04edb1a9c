"""The DGFiP's own fictitious data sets, and files of personas: read whole or refused with everything that is wrong in them."""

from scenarios.datasets.dataset import Dataset, Rows
from scenarios.datasets.finding import Finding, Place
from scenarios.datasets.reading import Refused, read

__all__ = ["Dataset", "Finding", "Place", "Refused", "Rows", "read"]
