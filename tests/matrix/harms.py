"""What may be wrong with a file that was kept in the user's cache; each harm puts `content` at `path` in its own way."""

from __future__ import annotations

import os

NOBODY = 65534


def write(path, content):
    path.unlink(missing_ok=True)
    path.write_bytes(content)
    path.chmod(0o600)


def elsewhere_of(path):
    return path.parents[3] / "elsewhere"  # beside the cache


def link(path, content):
    write(elsewhere_of(path), content)
    path.unlink()
    path.symlink_to(elsewhere_of(path))


def linked_folder(path, content):
    write(path, content)
    elsewhere = elsewhere_of(path)
    path.parent.rename(elsewhere)
    path.parent.symlink_to(elsewhere)


def foreign(path, content):
    write(path, content)
    os.chown(path, NOBODY, NOBODY)


def foreign_folder(path, content):
    write(path, content)
    os.chown(path.parent, NOBODY, NOBODY)


def with_mode(mode):
    def harm(path, content):
        write(path, content)
        path.chmod(mode)

    return harm


def in_folder_of_mode(mode):
    def harm(path, content):
        write(path, content)
        path.parent.chmod(mode)

    return harm


def fifo(path, _content):
    path.unlink()
    os.mkfifo(path, 0o600)


def folder(path, _content):
    path.unlink()
    path.mkdir(mode=0o700)


HARMS = {
    "cut": lambda path, content: write(path, content[:-1]),
    "cut in half": lambda path, content: write(path, content[: len(content) // 2]),
    "emptied": lambda path, _content: write(path, b""),
    "one bit changed": lambda path, content: write(path, bytes([content[0] ^ 1]) + content[1:]),
    "readable by the group": with_mode(0o640),
    "writable by the group": with_mode(0o620),
    "readable by all": with_mode(0o604),
    "writable by all": with_mode(0o666),
    "in a folder open to the group": in_folder_of_mode(0o750),
    "in a folder open to all": in_folder_of_mode(0o777),
    "in a folder that all may enter": in_folder_of_mode(0o701),
    "a link to a file": link,
    "a FIFO": fifo,
    "its last bit changed": lambda path, content: write(path, content[:-1] + bytes([content[-1] ^ 1])),
}
"""After each of these the file is made anew."""

FOREIGN = {"of somebody else": foreign, "in a folder of somebody else": foreign_folder}
"""These only root can do."""

FIXED = {"in a folder that is a link": linked_folder, "a folder": folder}
"""These stay as they are."""
