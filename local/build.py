"""`sam build`, then two steps of our own: bytecode, and a single copy of code that many functions share."""

import fcntl
import hashlib
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import yaml

from local.places import LOCAL, ROOT
from tools.steps import ToolError

ARCHITECTURES = {"x86_64": "x86_64", "amd64": "x86_64", "aarch64": "arm64", "arm64": "arm64"}
SOURCES = ("template.yaml", "background.yaml", "functions", "layers", "web", "package-lock.json", "local/build.py")
PASSED_OVER = {"__pycache__", ".pytest_cache", ".mypy_cache"}


def host_architecture() -> str:
    """Lambda's name for this machine's processor."""
    try:
        return ARCHITECTURES[platform.machine().lower()]
    except KeyError:
        raise ToolError(
            f"Lambda has no '{platform.machine()}' processors: use make build ARCH=arm64 or x86_64."
        ) from None


def folder(architecture: str) -> Path:
    """The folder of the build for a processor."""
    return LOCAL / "build" / architecture


@contextmanager
def built(architecture: str) -> Iterator[Path]:
    """The folder of an up-to-date build. It is locked, so that nobody rebuilds it while it is used."""
    with _alone(folder(architecture)):
        _bring_up_to_date(folder(architecture), architecture)
        yield folder(architecture)


def _bring_up_to_date(target: Path, architecture: str) -> None:
    stamp = fingerprint(ROOT / source for source in SOURCES)
    note = target / "stamp"
    if note.exists() and note.read_text() == stamp:
        return
    note.unlink(missing_ok=True)
    _sam_build(target, architecture)
    share_equal_code(target)
    _compile(target)
    note.write_text(stamp)


def fingerprint(paths: Iterable[Path]) -> str:
    """A single hash over several files and folders."""
    digest = hashlib.sha256()
    for path in paths:
        hashed = content_hash(path) if path.is_dir() else hashlib.sha256(path.read_bytes()).hexdigest()
        digest.update(f"{path.name} {hashed}\n".encode())
    return digest.hexdigest()


def files_under(path: Path) -> list[Path]:
    """All files below a folder, in a fixed order, without caches that tools leave behind."""
    found = []
    for place, folders, names in os.walk(path):
        folders[:] = sorted(f for f in folders if f not in PASSED_OVER)
        found += [Path(place, name) for name in sorted(names)]
    return found


@contextmanager
def _alone(target: Path) -> Iterator[None]:
    """Lock a build folder: tests may build while a developer does."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with (target.parent / f"{target.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _sam_build(target: Path, architecture: str) -> None:
    sam = LOCAL / "env" / "sam" / "bin"
    environment = os.environ | {
        "PATH": f"{sam}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
        "LAYER_ARCH": architecture,
        "UV": str(LOCAL / "uv" / "bin" / "uv"),
        "PY313": sys.executable,
        "SAM_CLI_TELEMETRY": "0",
    }
    command = [
        str(sam / "sam"), "build", "--build-dir", str(target), "--template-file", str(ROOT / "template.yaml"),
        "--parameter-overrides", f"Architecture={architecture} CertificateArn=none",
    ]  # fmt: skip
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise ToolError(f"sam build failed:\n{done.stdout}{done.stderr}")


def built_templates(target: Path) -> list[Path]:
    """The files of the templates that `sam build` has written to `target`: the main stack's and those of the stacks
    nested in it.
    """
    place = target / "template.yaml"
    written: dict[str, Any] = yaml.safe_load(place.read_text())
    kind = "AWS::Serverless::Application"
    nested = [one["Properties"]["Location"] for one in written["Resources"].values() if one["Type"] == kind]
    return [place, *(target / location for location in nested)]


def share_equal_code(target: Path) -> None:
    """Keep one copy of equal code: SAM makes a copy of functions/ for each function."""
    kept: dict[str, Path] = {}
    for place in built_templates(target):
        template: dict[str, Any] = yaml.safe_load(place.read_text())
        for name, resource in template["Resources"].items():
            uri = resource.get("Properties", {}).get("CodeUri")
            if not isinstance(uri, str) or not (place.parent / uri).is_dir():
                continue
            code = place.parent / uri
            first = kept.setdefault(content_hash(code), code)
            if first != code and uri == name:
                shutil.rmtree(code)
                resource["Properties"]["CodeUri"] = os.path.relpath(first, place.parent)
        place.write_text(yaml.safe_dump(template, sort_keys=False, width=120))


def content_hash(path: Path) -> str:
    """A single hash over a folder's content, independent of where the folder is."""
    digest = hashlib.sha256()
    for file in files_under(path):
        digest.update(f"{file.relative_to(path)}\0".encode())
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def _compile(target: Path) -> None:
    """Compile to hash-based bytecode. Ordinary bytecode relies on timestamps, which SAM sets to 1980."""
    for code in sorted({code for place in built_templates(target) for code in _code_of(place)}):
        command = [sys.executable, "-m", "compileall", "-q", "-j", "0", "--invalidation-mode", "unchecked-hash",
                   "-s", str(code), "-p", "/var/task", str(code)]  # fmt: skip
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise ToolError(f"The code does not compile:\n{done.stdout}{done.stderr}")


def _code_of(place: Path) -> Iterator[Path]:
    """The folders of code that the functions of a built template run."""
    template: dict[str, Any] = yaml.safe_load(place.read_text())
    for resource in template["Resources"].values():
        uri = resource.get("Properties", {}).get("CodeUri")
        if isinstance(uri, str):
            yield (place.parent / uri).resolve()
