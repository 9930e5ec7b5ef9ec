"""Calls every method that the official Python package has for the operations on standard input, and prints what became of each.

Input: {"url": …, "project_id": …, "secret": …, "calls": [{"path": […], "params": {…}, "error": {…}}]}
Output: {"called": [names], "missing": [names], "faults": [texts]}
"""

import inspect
import json
import re
import sys

import requests
import stytch
from stytch.core.response_base import StytchError


def snake(name: str) -> str:
    """rotateStart -> rotate_start, deleteMFAPhoneNumber -> delete_mfa_phone_number"""
    return re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", re.sub(r"([A-Z]+)([A-Z][a-z])", r"\1_\2", name)).lower()


def method_of(client, path):
    owner = client
    for name in path:
        owner = getattr(owner, snake(name), None)
    return owner if callable(owner) else None


def arguments(method, params):
    """Typed arguments (enums, objects) are made from JSON by the package's own models where it has any."""
    known = inspect.signature(method).parameters
    return {name: value for name, value in params.items() if name in known}


def main() -> None:
    job = json.load(sys.stdin)
    prefer = {}

    class Session(requests.Session):
        def request(self, method, url, **kwargs):
            kwargs["headers"] = {**(kwargs.get("headers") or {}), **prefer}
            return super().request(method, url, **kwargs)

    session = Session()
    client = stytch.B2BClient(
        project_id=job["project_id"],
        secret=job["secret"],
        # A custom base URL must be https; an unknown environment is taken as it is.
        environment=job["url"] + "/",
        suppress_warnings=True,
        sync_session=session,
    )
    called, missing, faults = [], [], []
    for call in job["calls"]:
        name = ".".join(call["path"])
        method = method_of(client, call["path"])
        if method is None:
            missing.append(name)
            continue
        params = arguments(method, call["params"])
        try:
            prefer.clear()
            method(**params)
        except Exception as problem:  # whatever the package makes of the answer
            faults.append(f"{name}: {type(problem).__name__}: {str(problem)[:300]}")
            continue
        wanted = call["error"]
        prefer["prefer"] = f"code={wanted['status_code']}, example={wanted['error_type']}"
        try:
            method(**params)
            faults.append(f"{name}: no error where {wanted['error_type']} was asked for")
        except StytchError as problem:
            details = problem.details
            found = {member: getattr(details, member) for member in wanted}
            if found != wanted:
                faults.append(f"{name}: {found} where {wanted} was asked for")
        except Exception as problem:
            faults.append(f"{name}: {type(problem).__name__} where a StytchError was to come: {str(problem)[:300]}")
        called.append(name)
    json.dump({"called": called, "missing": missing, "faults": faults}, sys.stdout)


main()
