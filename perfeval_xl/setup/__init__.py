"""The Windows installer: `install.ps1` hands over to `__main__.py`.

Standard library only, and nothing of perfeval_xl outside this folder except where it runs in the private environment
(`explorer`, `templates`): it works before anything is installed.
"""
