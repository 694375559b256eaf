"""A registry in memory, in the place of perfeval_xl.setup.registry."""

from __future__ import annotations


class MemoryRegistry:
    """Keys by (hive, path), each with its values as [data, type]; names are compared as Windows does."""

    def __init__(self):
        self.keys: dict[tuple[str, str], dict[str, list]] = {("HKCU", "Software"): {}, ("HKLM", "Software"): {}}

    def install(self, monkeypatch, module):
        """Puts this registry in the place of the functions of `module`."""
        for name in ("read", "exists", "subkeys", "kept", "make_key", "put", "drop_value", "drop_key"):
            monkeypatch.setattr(module, name, getattr(self, name))
        return self

    def snapshot(self):
        return {key: dict(values) for key, values in self.keys.items()}

    def read(self, hive, path, name=""):
        found = self.kept(hive, path, name)
        return found[0] if found else None

    def exists(self, hive, path):
        return (hive, path) in self.keys

    def subkeys(self, hive, path):
        below = [key for of, key in self.keys if of == hive and key.startswith(path + "\\")]
        yield from dict.fromkeys(key[len(path) + 1 :].partition("\\")[0] for key in below)

    def kept(self, hive, path, name):
        return self.keys.get((hive, path), {}).get(name)

    def make_key(self, hive, path):
        parent = path.rpartition("\\")[0]
        assert not parent or self.exists(hive, parent), f"{parent} is not there"
        self.keys.setdefault((hive, path), {})

    def put(self, hive, path, name, data, kind=None):
        self.keys[hive, path][name] = [data, kind or (4 if isinstance(data, int) else 1)]

    def drop_value(self, hive, path, name):
        self.keys.get((hive, path), {}).pop(name, None)

    def drop_key(self, hive, path):
        if self.keys.get((hive, path)) == {} and not list(self.subkeys(hive, path)):
            del self.keys[hive, path]
