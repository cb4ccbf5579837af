"""A Dask scheduler and its workers: found, held against this machine, and what their errors mean."""

from __future__ import annotations

import contextlib
import logging
import warnings
from collections.abc import Iterator, Mapping
from concurrent.futures import CancelledError
from importlib.util import find_spec
from types import ModuleType
from typing import TYPE_CHECKING

from generator.engine.guard import TRIES
from generator.engine.identity import differences, identity
from generator.errors import BriefingError, ConfigurationError, Diagnostic

if TYPE_CHECKING:
    from distributed import Client, LocalCluster

# Seconds to wait for the scheduler's first answer.
CONNECT = 10


@contextlib.contextmanager
def connection(address: str | None, jobs: int) -> Iterator[Client]:
    """A client of the scheduler; without an address of a cluster of our own, which ends with it.

    Raises:
        ConfigurationError: the library is not installed.
        BriefingError: no scheduler answers.
    """
    if find_spec("distributed") is None:
        reason = "needs the package distributed: install it with pip install 'briefing[dask]'"
        raise ConfigurationError([Diagnostic("--engine dask", None, reason)])
    from distributed import Client

    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what matters comes as an error
    if address is None:
        with _own_cluster(jobs) as cluster, Client(cluster) as client:
            yield client
        return
    try:
        client = Client(address, timeout=CONNECT, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise BriefingError(
            f"no Dask scheduler answers at {address} ({_first_line(error)}): start one with 'dask scheduler', "
            "or give the address that it prints with --scheduler"
        ) from None
    with client:
        yield client


def _own_cluster(jobs: int) -> LocalCluster:
    """Workers of one thread each on this machine, and a dashboard that nobody else can reach."""
    from distributed import LocalCluster

    warnings.filterwarnings("ignore", "Port 8787 is already in use")
    return LocalCluster(
        n_workers=jobs,
        threads_per_worker=1,
        host="127.0.0.1",
        dashboard_address="127.0.0.1:8787",
        silence_logs=logging.CRITICAL,
        scheduler_kwargs={"allowed_failures": TRIES - 1},
    )


def release(client: Client, run: str) -> None:
    """Let the workers end their processes; what cannot be reached any more has ended them itself."""
    with contextlib.suppress(Exception):
        client.run(host().release, run)


@contextlib.contextmanager
def clear_errors() -> Iterator[None]:
    """Say what an error of the library means."""
    from distributed.comm.core import CommClosedError

    try:
        yield
    except BriefingError:
        raise
    except (CancelledError, CommClosedError, OSError) as error:
        reason = f"the Dask scheduler is gone ({_first_line(error)}): what was finished is kept; run again"
        raise BriefingError(reason) from None
    except Exception as error:  # no fault of an article: those come as results
        raise BriefingError(f"a Dask worker failed: {_fault(error)}") from None


def _first_line(error: BaseException) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]


# --- the workers ----------------------------------------------------------------------------------------------------


def host() -> ModuleType:
    """What runs on the workers; it needs the library."""
    from generator.engine import host

    return host


def compare(client: Client, models: tuple[str, ...], expected: Mapping[str, str]) -> None:
    """Hold every worker that is there to our own identity; each checks itself again before it works.

    Raises:
        BriefingError: some differ; all of them are named.
    """
    told = client.run(identity, models, on_error="return")
    faults = {
        worker: _fault(found) if isinstance(found, Exception) else differences(expected, found)
        for worker, found in sorted(told.items())
    }
    if any(faults.values()):
        raise unequal([f"{worker}: {fault}" for worker, fault in faults.items() if fault])


def _fault(error: Exception) -> str:
    """What an error of a worker means; one that cannot load the project sends its import's error in another's words."""
    told = _first_line(error)
    if isinstance(error, ImportError) or "ModuleNotFoundError" in told:
        return f"the project cannot be loaded there ({told})"
    return told


def unequal(faults: list[str]) -> BriefingError:
    listed = "; ".join(faults)
    return BriefingError(f"Dask workers would not make the same briefs: install on them what is here. {listed}")
