"""What a drive can do that a project needs: whether other computers see it too, and whether it locks files."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

_MOUNTS = Path("/proc/self/mountinfo")
_NETWORKS = (
    "nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "lustre", "glusterfs", "davfs", "ncpfs", "fuse.sshfs",
    "fuse.davfs", "fuse.glusterfs", "fuse.rclone", "fuse.gvfsd-fuse", "fuse.s3fs", "fuse.cephfs",
)  # fmt: skip
_NO_LOCKS = (errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.EINVAL)


def is_shared(folder: Path) -> bool:
    """Return whether other computers may work in a folder at the same time; False where this system does not tell.

    A write-ahead log is kept in step through the memory of one computer: two of them would destroy the file.
    """
    if sys.platform == "win32":
        import ctypes

        drive_remote = 4
        root = os.path.splitdrive(os.path.realpath(folder))[0]
        return root.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(f"{root}\\") == drive_remote
    try:
        # Fields: see proc(5).
        lines = [line.split() for line in _MOUNTS.read_text(errors="surrogateescape").splitlines()]
        where = os.path.realpath(folder)
    except OSError:
        return False
    found, kind = "", ""
    for fields in lines:
        point = fields[4].replace("\\040", " ")
        inside = where == point or where.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(found):
            found, kind = point, fields[fields.index("-") + 1]
    return kind in _NETWORKS


def locks(folder: Path) -> bool:
    """Return whether files in a folder can be locked, as far as that can be tried."""
    if os.name != "posix":
        return True
    import fcntl

    trial = folder / f".annotator-{os.urandom(8).hex()}"
    try:
        with trial.open("xb") as stream:
            fcntl.lockf(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno not in _NO_LOCKS
    finally:
        trial.unlink(missing_ok=True)
    return True
